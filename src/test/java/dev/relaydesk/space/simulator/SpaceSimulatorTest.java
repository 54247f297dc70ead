package dev.relaydesk.space.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the simulator to what the wrapper was seen to do. */
class SpaceSimulatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static SpaceSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = SpaceSimulator.start(SpaceSimulator.Options.quick(), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        simulator.close();
        HTTP.close();
    }

    @Test
    void a_full_reply_has_the_fields_that_matter() throws Exception {
        var response = sync("What is the warranty?", Map.of("frontend_uuid", "r-1", "frontend_context_uuid", "c-1"));
        JsonNode body = JSON.readTree(response.body());

        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(body.fieldNames())
                .toIterable()
                .contains(
                        "backend_uuid",
                        "frontend_context_uuid",
                        "uuid",
                        "frontend_uuid",
                        "context_uuid",
                        "thread_url_slug",
                        "thread_title",
                        "related_queries",
                        "read_write_token",
                        "status",
                        "final",
                        "final_sse_message",
                        "text_completed",
                        "display_model",
                        "mode",
                        "query_str",
                        "query_source",
                        "sources",
                        "text",
                        "blocks",
                        "account_used");
        assertThat(body.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(body.path("mode").asText()).isEqualTo("CONCISE");
        assertThat(body.path("uuid").asText()).isEqualTo("r-1");
        assertThat(body.path("frontend_context_uuid").asText()).isEqualTo("c-1");
        assertThat(body.path("thread_url_slug").asText()).matches("what-is-the-warranty-[A-Za-z0-9._]{22}");
        assertThat(body.path("text").findValuesAsText("step_type"))
                .containsExactly("INITIAL_QUERY", "SEARCH_WEB", "SEARCH_RESULTS", "FINAL");
        JsonNode inner = JSON.readTree(
                body.path("text").path(3).path("content").path("answer").asText());
        assertThat(inner.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("answer", "web_results", "chunks", "extra_web_results", "structured_answer");
    }

    @Test
    void the_sheets_slug_is_reproduced() {
        assertThat(Slugs.slug("What is the warranty?", "0b8f3f0e-55b3-4d0e-9a3c-6f2f1f0a7c11"))
                .startsWith("what-is-the-warranty-C48");
    }

    @Test
    void a_reply_of_full_size_is_as_big_as_a_real_one() throws Exception {
        assertThat(sync("Warranty? #full-size", Map.of()).body().length()).isBetween(130_000, 200_000);
    }

    @Test
    void a_compact_reply_drops_the_thread() throws Exception {
        JsonNode body =
                JSON.readTree(sync("Warranty?", Map.of("answer_only", "true")).body());

        assertThat(body.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("progress", "answer", "backend_uuid", "account_used");
    }

    @Test
    void a_compact_reply_of_an_alternative_block_is_null() throws Exception {
        JsonNode body = JSON.readTree(
                sync("Warranty? #alt-block", Map.of("answer_only", "yes")).body());

        assertThat(body.path("answer").isNull()).isTrue();
        assertThat(body.has("progress")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    null       | 200 | {"data":null,"account_used":"simulator"}
                    end-only   | 200 | {"data":null,"account_used":"simulator"}
                    cut        | 200 | {"data":null,"account_used":"simulator"}
                    """)
    void what_upstream_refuses_is_null_data(String marker, int status, String body) throws Exception {
        var response = sync("#" + marker, Map.of());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(response.body())).isEqualTo(JSON.readTree(body));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    account_name | nobody  | 404: Account 'nobody' not found
                    mode         | writing | Invalid search mode.
                    sources      | books   | Invalid sources.
                    """)
    void what_the_wrapper_refuses_is_a_500_or_an_error_frame(String name, String value, String error) throws Exception {
        var whole = sync("Hello", Map.of(name, value));
        var streamed = call("/api/query_async", "Hello", Map.of(name, value));

        assertThat(whole.statusCode()).isEqualTo(500);
        assertThat(JSON.readTree(whole.body()).path("error").asText()).isEqualTo(error);
        assertThat(streamed.statusCode()).isEqualTo(200);
        assertThat(frames(streamed.body())).singleElement().satisfies(frame -> {
            assertThat(frame.path("type").asText()).isEqualTo("error");
            assertThat(frame.path("error").asText()).isEqualTo(error);
        });
    }

    @Test
    void an_empty_model_is_refused() throws Exception {
        assertThat(sync("Hello", Map.of("model", "")).statusCode()).isEqualTo(500);
    }

    @Test
    void a_missing_or_junk_parameter_is_a_422_that_names_it() throws Exception {
        var missing = get("/api/query_async?account_name=simulator");
        var junk = sync("Hello", Map.of("answer_only", "perhaps"));

        assertThat(missing.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(missing.body()).path("detail").path(0))
                .isEqualTo(JSON.readTree(
                        "{\"type\":\"missing\",\"loc\":[\"query\",\"q\"],\"msg\":\"Field required\",\"input\":null}"));
        assertThat(junk.statusCode()).isEqualTo(422);
    }

    @Test
    void a_question_is_asked_with_get_only() throws Exception {
        var response = post("/api/query_sync?q=Hi&account_name=simulator");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
    }

    @Test
    void a_stream_has_data_lines_only_and_ends_with_an_empty_content() throws Exception {
        var response = call("/api/query_async", "Warranty?", Map.of());

        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(response.body().lines().filter(line -> !line.isEmpty()))
                .allMatch(line -> line.startsWith("data: {"));
        List<JsonNode> frames = frames(response.body());
        assertThat(frames.getLast())
                .isEqualTo(JSON.readTree(
                        "{\"type\":\"content\",\"content\":\"\",\"done\":true,\"account_used\":\"simulator\"}"));
        assertThat(frames.get(frames.size() - 2).path("content").path("status").asText())
                .isEqualTo("COMPLETED");
        assertThat(frames.getFirst().path("content").path("status").asText()).isEqualTo("PENDING");
    }

    @Test
    void an_account_test_is_always_200() throws Exception {
        var known = post("/api/account/test/simulator");
        var unknown = post("/api/account/test/nobody");

        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(known.body()).path("valid").asBoolean()).isTrue();
        assertThat(unknown.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(unknown.body()).path("valid").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "I want a human please, handoff",
        "Ich möchte mit einem Mitarbeiter sprechen, handoff",
        "Please open a ticket: my lamp is broken, create_ticket",
        "Please research lamp safety rules in depth, deep_research",
        "Where is order 4711?, api_call",
        "What is the status of ticket RD-1001?, ticket_status",
        "What about my open ticket?, ticket_status"
    })
    void a_clear_request_is_answered_with_an_action(String prompt, String action) throws Exception {
        String answer = JSON.readTree(
                        sync(prompt, Map.of("answer_only", "true")).body())
                .path("answer")
                .asText();

        JsonNode envelope = JSON.readTree(answer);
        assertThat(envelope.fieldNames()).toIterable().containsExactly("action", "reason", "metadata");
        assertThat(envelope.path("action").asText()).isEqualTo(action);
    }

    @Test
    void a_stale_or_missing_backend_uuid_is_noted_and_answered() throws Exception {
        String context = "c-stale";
        sync("One", Map.of("frontend_context_uuid", context));
        var missing = sync("Two", Map.of("frontend_context_uuid", context));
        var stale = sync("Three", Map.of("frontend_context_uuid", context, "backend_uuid", "old"));

        assertThat(missing.headers().firstValue("x-simulator-thread")).hasValue("MISSING");
        assertThat(stale.headers().firstValue("x-simulator-thread")).hasValue("STALE");
        assertThat(stale.statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> sync(String prompt, Map<String, String> more) throws Exception {
        return call("/api/query_sync", prompt, more);
    }

    private static HttpResponse<String> call(String path, String prompt, Map<String, String> more) throws Exception {
        List<String> pairs = new ArrayList<>(List.of("q=" + encoded(prompt)));
        if (!more.containsKey("account_name")) {
            pairs.add("account_name=simulator");
        }
        more.forEach((name, value) -> pairs.add(name + "=" + encoded(value)));
        return get(path + "?" + String.join("&", pairs));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static URI uri(String path) {
        return URI.create(simulator.baseUrl() + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<JsonNode> frames(String body) throws IOException {
        List<JsonNode> frames = new ArrayList<>();
        for (String line : body.split("\n\n", -1)) {
            if (!line.isEmpty()) {
                frames.add(JSON.readTree(line.substring("data: ".length())));
            }
        }
        return frames;
    }
}
