package dev.relaydesk.action.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The schemas that are packed into the application, and above them those of the operator's directory. */
final class SchemaFiles {

    /** What is packed; a jar cannot be listed. */
    static final List<String> BUILT_IN = List.of(
            "add_ticket_comment",
            "api_call",
            "close_conversation",
            "create_ticket",
            "deep_research",
            "handoff",
            "ticket_status");

    private static final String SUFFIX = ".json";

    private final Optional<Path> directory;

    SchemaFiles(Optional<Path> directory) {
        this.directory = directory;
    }

    /** Tells two states of the directory apart: each file's time and size. */
    Map<Path, Stamp> stamps() throws IOException {
        Map<Path, Stamp> stamps = new TreeMap<>();
        for (Path each : files()) {
            stamps.put(each, new Stamp(Files.getLastModifiedTime(each), Files.size(each)));
        }
        return stamps;
    }

    /** All of them; a file of the directory stands in for the packed one of the same name. */
    Collection<SchemaFile> read(List<SchemaProblem> problems) throws IOException {
        Map<String, SchemaFile> found = new TreeMap<>();
        for (String name : BUILT_IN) {
            found.put(name, new SchemaFile(name, "schemas/actions/" + name + SUFFIX, packed(name)));
        }
        for (Path each : files()) {
            String file = each.getFileName().toString();
            String name = file.substring(0, file.length() - SUFFIX.length());
            if (!Alias.isName(name)) {
                problems.add(new SchemaProblem(
                        each.toString(), 1, "the file's name is not one of an action", "name it like open_case.json"));
                continue;
            }
            try {
                found.put(name, new SchemaFile(name, each.toString(), Files.readString(each)));
            } catch (CharacterCodingException _) {
                found.remove(name);
                problems.add(new SchemaProblem(each.toString(), 1, "the file is not UTF-8", "save it as UTF-8"));
            }
        }
        return found.values();
    }

    private List<Path> files() throws IOException {
        if (directory.isEmpty()) {
            return List.of();
        }
        try (var entries = Files.list(directory.get())) {
            return entries.filter(each -> each.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static String packed(String name) {
        try (var in = SchemaFiles.class.getResourceAsStream("/META-INF/relaydesk/actions/" + name + SUFFIX)) {
            if (in == null) {
                throw new IllegalStateException("schemas/actions/" + name + SUFFIX + " is not in the application");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("schemas/actions/" + name + SUFFIX, e);
        }
    }

    /** When a file was last written, and its bytes. */
    record Stamp(FileTime written, long size) {}
}
