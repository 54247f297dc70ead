package dev.relaydesk.delivery.text;

import static java.util.Objects.requireNonNull;

import dev.relaydesk.platform.settings.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;

/** The files that are packed into the application, and above each of them, key by key, that of the operator's directory. */
final class TextFiles {

    private static final String PACKED = "META-INF/relaydesk/texts/";
    private static final String SUFFIX = ".properties";

    /** Some editors begin a file in UTF-8 with it. */
    private static final String MARK = "\uFEFF";

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
        for (String name : packed()) {
            try (var in = TextFiles.class.getResourceAsStream("/" + PACKED + name)) {
                files.take("texts/" + name, name, requireNonNull(in).readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("texts/" + name, e);
            }
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
            try {
                take(file.toString(), file.getFileName().toString(), Files.readAllBytes(file));
            } catch (IOException e) {
                faults.add(file + " cannot be read: " + e);
            }
        }
    }

    private void take(String file, String name, byte[] bytes) {
        String language = name.substring(0, name.length() - SUFFIX.length());
        if (!language.matches("[a-z]{2}")) {
            faults.add(file + ": the name is not that of a language; two letters are, such as de" + SUFFIX);
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Map<String, String> values = languages.computeIfAbsent(language, _ -> new TreeMap<>());
            values.putAll(TextFile.read(file, text.startsWith(MARK) ? text.substring(1) : text, faults));
            String yes = values.get(Text.YES.key());
            if (yes != null && yes.equalsIgnoreCase(values.get(Text.NO.key()))) {
                faults.add("%s: %s is the same as %s".formatted(file, Text.NO.key(), Text.YES.key()));
            }
        } catch (CharacterCodingException _) {
            faults.add(file + " is not UTF-8; save it as UTF-8");
        }
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

    /** The names of the packed files, beside the one that is always there. */
    private static List<String> packed() {
        URL english = requireNonNull(TextFiles.class.getResource("/" + PACKED + "en" + SUFFIX));
        try {
            if (english.openConnection() instanceof JarURLConnection jar) {
                return jar.getJarFile().stream()
                        .map(JarEntry::getName)
                        .filter(each -> each.startsWith(PACKED) && each.endsWith(SUFFIX))
                        .map(each -> each.substring(PACKED.length()))
                        .toList();
            }
            return files(Path.of(english.toURI()).resolveSibling(".")).stream()
                    .map(each -> each.getFileName().toString())
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the packed texts cannot be listed", e);
        }
    }
}
