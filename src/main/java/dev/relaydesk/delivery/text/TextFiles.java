package dev.relaydesk.delivery.text;

import dev.relaydesk.platform.settings.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files that are packed into the application, and above each of them, key by key, that of the operator's directory. */
final class TextFiles {

    /** What is packed; a jar cannot be listed. */
    static final List<String> BUILT_IN = List.of("de", "en", "es", "fr");

    private static final String SUFFIX = ".properties";

    private final Map<String, Map<String, String>> languages = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private TextFiles() {}

    /**
     * The values of all languages by their keys.
     *
     * @throws StartRefused with a line for each fault, naming file and key
     */
    static Map<String, Map<String, String>> read(Optional<Path> directory) {
        var files = new TextFiles();
        for (String language : BUILT_IN) {
            files.take(language, "texts/" + language + SUFFIX, packed(language));
        }
        directory.ifPresent(files::above);
        if (!files.faults.isEmpty()) {
            throw new StartRefused(files.faults);
        }
        return files.languages;
    }

    private void above(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new StartRefused("relaydesk.texts-dir names no directory: " + directory);
        }
        for (Path file : files(directory)) {
            String name = file.getFileName().toString();
            String language = name.substring(0, name.length() - SUFFIX.length());
            if (!language.matches("[a-z]{2}")) {
                faults.add(file + ": the name is not that of a language; two letters are, such as de" + SUFFIX);
                continue;
            }
            try {
                take(language, file.toString(), Files.readString(file));
            } catch (CharacterCodingException _) {
                faults.add(file + " is not UTF-8; save it as UTF-8");
            } catch (IOException e) {
                faults.add(file + " cannot be read: " + e);
            }
        }
    }

    private void take(String language, String file, String text) {
        Map<String, String> values = TextFile.read(file, text, faults);
        languages.computeIfAbsent(language, _ -> new TreeMap<>()).putAll(values);
    }

    private static List<Path> files(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.filter(each -> each.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StartRefused(directory + " cannot be read: " + e);
        }
    }

    private static String packed(String language) {
        try (var in = TextFiles.class.getResourceAsStream("/META-INF/relaydesk/texts/" + language + SUFFIX)) {
            if (in == null) {
                throw new StartRefused("texts/" + language + SUFFIX + " is not in the application");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("texts/" + language + SUFFIX, e);
        }
    }
}
