package dev.relaydesk.action.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.action.Check;
import dev.relaydesk.action.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/actions.md says is so. */
class ActionsPageTest {

    private static final Pattern JSON = Pattern.compile("(?s)```json\n(.*?)```");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z_`, ]+`) \\|");
    private static final Pattern ALIASES = Pattern.compile("(?m)^`(handoff_sales = [^`]+)`");

    @Test
    void the_schema_of_the_page_is_taken_and_so_are_its_aliases() throws IOException {
        String schema = JSON.matcher(page())
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("additionalProperties"))
                .findFirst()
                .orElseThrow();
        String aliases =
                ALIASES.matcher(page()).results().findFirst().orElseThrow().group(1);

        Catalogue catalogue =
                CatalogueReader.read(List.of(new SchemaFile("book_table", "page", schema)), Map.of(), List.of());

        assertThat(catalogue.problems()).isEmpty();
        assertThat(catalogue.names()).containsExactly("book_table");
        assertThat(Alias.parse(aliases)).containsOnlyKeys("handoff_sales", "handoff_urgent");
    }

    @Test
    void every_check_and_every_code_stands_on_the_page() throws IOException {
        String page = page();
        String verdicts =
                page.substring(page.indexOf("## From a reply to a verdict"), page.indexOf("## Writing a schema"));
        List<String> named = ROW.matcher(verdicts)
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).split(", ", -1)))
                .map(code -> code.replace("`", ""))
                .toList();

        assertThat(named)
                .containsAll(Arrays.stream(Check.values()).map(Check::wire).toList());
        assertThat(named)
                .containsAll(Arrays.stream(Verdict.values()).map(Verdict::wire).toList());
        assertThat(named).hasSize(Check.values().length + Verdict.values().length);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/actions.md"));
    }
}
