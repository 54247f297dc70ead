package dev.relaydesk.platform.settings;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of settings and the code say the same: each setting stands there once, under its names, with its default. */
class ConfigurationDocTest {

    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `(RELAYDESK_[A-Z0-9_]+)` \\| (?:`(relaydesk[a-z0-9.-]+)`|–) \\| (.*?) \\| .+ \\|$");
    /** A setting of something that the operator names; the name stands where the dots are. */
    private static final Pattern NAMED = Pattern.compile("(?m)^\\| `…\\.([a-z.<>-]+)` \\| (.*?) \\| .+ \\|$");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(RELAYDESK_[A-Z0-9_]+)");

    /** Where code asks for a setting by its name: the name, and the default if one is given there. */
    private static final List<Pattern> ASKED = List.of(
            Pattern.compile("@ConfigProperty\\(\\s*name = \"(relaydesk[^\"]+)\"(?:,\\s*defaultValue = \"([^\"]*)\")?"),
            Pattern.compile("\\.find\\(\"(relaydesk[^\"]+)\"\\)(?:\\.orElse\\(\"([^\"]*)\"\\))?"),
            Pattern.compile("\\$\\{(relaydesk[^:}]+)(?::([^}]*))?}"));

    private static final Path PAGE = Path.of("docs/configuration.md");

    private record Row(String environment, String property, String byDefault) {}

    @Test
    void every_setting_that_is_read_is_on_the_page_and_the_page_has_no_other() throws IOException {
        assertThat(rows().stream().map(Row::environment).toList())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(variablesThatAreRead());
    }

    @Test
    void a_variable_stands_beside_its_property() throws IOException {
        assertThat(rows())
                .filteredOn(row -> !row.property().isEmpty())
                .allSatisfy(row ->
                        assertThat(SecretFiles.environmentName(row.property())).isEqualTo(row.environment()));
    }

    @Test
    void the_page_tells_the_defaults_of_the_code() throws IOException {
        Map<String, String> defaults = defaultsInCode();

        assertThat(rows())
                .filteredOn(row -> defaults.containsKey(row.property()))
                .allSatisfy(row -> assertThat(row.byDefault())
                        .as(row.property())
                        .isEqualToIgnoringCase(defaults.get(row.property())));
    }

    @Test
    void what_the_operator_names_has_its_settings_on_the_page() throws IOException {
        Map<String, String> named = new TreeMap<>();
        mappings((prefix, mapping) -> addNamed(named, mapping));

        assertThat(found(NAMED, read(PAGE)).stream()
                        .collect(toMap(row -> row.group(1), row -> withoutQuotes(row.group(2)))))
                .isEqualTo(named);
    }

    @Test
    void a_variable_whose_end_the_operator_chooses_is_on_the_page() throws IOException {
        String page = read(PAGE);
        mappings((prefix, mapping) -> Stream.of(mapping.getDeclaredMethods())
                .filter(setting -> isMap(setting) && !isOurs(typeOf(setting)))
                .forEach(setting -> assertThat(page)
                        .contains("`" + SecretFiles.environmentName(prefix + "." + kebabCase(setting.getName()))
                                + "_*`")));
    }

    /** A default in the page is a value in code quotes; one that begins with "none" is no value. */
    private static List<Row> rows() throws IOException {
        return ROW.matcher(read(PAGE))
                .results()
                .map(row -> new Row(
                        row.group(1), Optional.ofNullable(row.group(2)).orElse(""), withoutQuotes(row.group(3))))
                .toList();
    }

    private static String withoutQuotes(String byDefault) {
        return byDefault.startsWith("none") ? "" : byDefault.replace("`", "");
    }

    private static Set<String> variablesThatAreRead() throws IOException {
        Set<String> variables = found(VARIABLE, read(Path.of("relaydesk"))).stream()
                .map(variable -> variable.group(1))
                .collect(toCollection(TreeSet::new));
        settingsInCode().keySet().stream().map(SecretFiles::environmentName).forEach(variables::add);
        return variables;
    }

    private static Map<String, String> defaultsInCode() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        settingsInCode().forEach((name, byDefault) -> byDefault.ifPresent(value -> defaults.put(name, value)));
        return defaults;
    }

    /** Name and default of each setting; no default where the code gives none. */
    private static Map<String, Optional<String>> settingsInCode() throws IOException {
        Map<String, Optional<String>> settings = new TreeMap<>();
        for (Path source : sources()) {
            for (Pattern asked : ASKED) {
                found(asked, read(source))
                        .forEach(setting -> add(settings, setting.group(1), Optional.ofNullable(setting.group(2))));
            }
        }
        mappings((prefix, mapping) -> addAll(settings, prefix, mapping));
        return settings;
    }

    private static void mappings(BiConsumer<String, Class<?>> each) {
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.relaydesk").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .forEach(type -> each.accept(
                                type.getAnnotationOfType(ConfigMapping.class).prefix(), type.reflect()));
    }

    /** The settings of each entry of a map, by their names below the entry's. */
    private static void addNamed(Map<String, String> named, Class<?> mapping) {
        for (Method setting : mapping.getDeclaredMethods()) {
            if (isMap(setting) && isOurs(typeOf(setting))) {
                addEntry(named, "", typeOf(setting));
            }
        }
    }

    private static void addEntry(Map<String, String> named, String prefix, Class<?> entry) {
        for (Method setting : entry.getDeclaredMethods()) {
            String name = prefix + kebabCase(setting.getName());
            if (isMap(setting) && isOurs(typeOf(setting))) {
                addEntry(named, name + ".<name>.", typeOf(setting));
            } else {
                named.put(
                        isMap(setting) ? name + ".<name>" : name,
                        Optional.ofNullable(setting.getAnnotation(WithDefault.class))
                                .map(WithDefault::value)
                                .orElse(""));
            }
        }
    }

    private static boolean isMap(Method setting) {
        return setting.getReturnType() == Map.class;
    }

    private static boolean isOurs(Class<?> type) {
        return type.isInterface() && type.getName().startsWith("dev.relaydesk");
    }

    /** Of the values, if it is a map. */
    private static Class<?> typeOf(Method setting) {
        return isMap(setting)
                        && setting.getGenericReturnType() instanceof ParameterizedType map
                        && map.getActualTypeArguments()[1] instanceof Class<?> value
                ? value
                : setting.getReturnType();
    }

    private static void addAll(Map<String, Optional<String>> settings, String prefix, Class<?> mapping) {
        for (Method setting : mapping.getDeclaredMethods()) {
            String name = prefix + "." + kebabCase(setting.getName());
            if (isMap(setting)) {
                continue;
            }
            if (isOurs(setting.getReturnType())) {
                addAll(settings, name, setting.getReturnType());
            } else {
                add(
                        settings,
                        name,
                        Optional.ofNullable(setting.getAnnotation(WithDefault.class))
                                .map(WithDefault::value));
            }
        }
    }

    /** A setting that is read in two places has one default. */
    private static void add(Map<String, Optional<String>> settings, String name, Optional<String> byDefault) {
        Optional<String> known = settings.getOrDefault(name, Optional.empty());
        if (known.isPresent() && byDefault.isPresent()) {
            assertThat(byDefault).as(name).isEqualTo(known);
        }
        settings.put(name, known.or(() -> byDefault));
    }

    private static String kebabCase(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src/main"))) {
            return files.filter(file -> file.toString().endsWith(".java") || file.endsWith("application.properties"))
                    .toList();
        }
    }

    private static List<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
