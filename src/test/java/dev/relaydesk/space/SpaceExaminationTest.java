package dev.relaydesk.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.space.simulator.SimulatedCall;
import dev.relaydesk.space.simulator.SpaceSimulator;
import dev.relaydesk.testing.Canned;
import dev.relaydesk.testing.Findings;
import dev.relaydesk.testing.Mapped;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the doctor says about the wrapper. */
class SpaceExaminationTest {

    private static final String KNOWN = "{\"accounts\":{\"simulator\":{}}}";

    private SpaceSimulator wrapper;

    @BeforeEach
    void start() {
        wrapper = SpaceSimulator.start(SpaceSimulator.Options.quick(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        wrapper.close();
    }

    @Test
    void a_wrapper_with_account_and_space_is_fine_and_is_asked_no_question() {
        assertThat(examined(wrapper.baseUrl(), SpaceSimulator.ACCOUNT, SpaceSimulator.COLLECTION))
                .containsExactly(
                        "OK the wrapper answers",
                        "OK it has the account",
                        "OK Perplexity takes the account's session",
                        "OK the account sees the Space",
                        "NOT_CHECKED whether the Space answers");
        assertThat(wrapper.calls()).extracting(SimulatedCall::path).noneMatch(path -> path.contains("query"));
    }

    @Test
    void a_space_of_somebody_else_is_a_failure_and_none_a_warning() {
        assertThat(examined(wrapper.baseUrl(), SpaceSimulator.ACCOUNT, "00000000-9b41-4e57-8c20-1d5e7a90b3f4"))
                .contains("FAILED the account does not see the Space of RELAYDESK_SPACE_COLLECTION_UUID");
        assertThat(examined(wrapper.baseUrl(), SpaceSimulator.ACCOUNT, "")).endsWith("WARNING no Space is set");
    }

    @Test
    void an_account_that_the_wrapper_does_not_have_is_a_failure() {
        assertThat(examined(wrapper.baseUrl(), "nobody", SpaceSimulator.COLLECTION))
                .endsWith("FAILED it does not have the account of RELAYDESK_SPACE_ACCOUNT_NAME");
    }

    @Test
    void a_dead_session_is_a_failure_although_the_status_is_200() {
        wrapper.expireSession();

        assertThat(examined(wrapper.baseUrl(), SpaceSimulator.ACCOUNT, SpaceSimulator.COLLECTION))
                .endsWith("FAILED Perplexity refuses the account's session");
    }

    @Test
    void where_nobody_or_somebody_else_listens_is_a_failure() {
        assertThat(examined(URI.create("http://127.0.0.1:1"), "simulator", ""))
                .singleElement()
                .asString()
                .startsWith("FAILED the wrapper does not answer (");
        try (var page = new Canned().says("/health", 200, "<html>welcome</html>")) {
            assertThat(examined(page.url(), "simulator", ""))
                    .containsExactly("FAILED the wrapper does not answer (status 200)");
        }
    }

    @Test
    void what_the_wrapper_cannot_tell_is_not_called_wrong() {
        try (var wrapper = new Canned()
                .says("/health", 200, "{\"status\":\"healthy\"}")
                .says("/api/account/list", 200, KNOWN)
                .says("/api/account/test/simulator", 500, "{}")) {
            assertThat(examined(wrapper.url(), "simulator", "x"))
                    .endsWith("WARNING the wrapper could not try the account's session (status 500)");
            wrapper.says("/api/account/test/simulator", 200, "{\"valid\":true}")
                    .says("/api/collections", 500, "{\"error\":\"'NoneType'\"}");
            assertThat(examined(wrapper.url(), "simulator", "x"))
                    .contains("NOT_CHECKED whether the account sees the Space");
        }
    }

    @Test
    void without_a_wrapper_nothing_is_asked() {
        assertThat(Findings.of(SpaceExamination.of(
                        Mapped.of(SpaceConfig.class, "relaydesk.space.", Map.of()), Clock.systemUTC())))
                .containsExactly("NOT_CHECKED no wrapper is set");
    }

    private static List<String> examined(URI base, String account, String collection) {
        SpaceConfig config = Mapped.of(
                SpaceConfig.class,
                "relaydesk.space.",
                Map.of("base-url", base.toString(), "account-name", account, "collection-uuid", collection));
        return Findings.of(SpaceExamination.of(config, Clock.systemUTC()));
    }
}
