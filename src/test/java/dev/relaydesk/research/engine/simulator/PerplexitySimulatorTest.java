package dev.relaydesk.research.engine.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.research.engine.remote.TickingClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator says what the sheet of the real API says, point by point. */
class PerplexitySimulatorTest {

    private static final String BACKGROUND = "{\"input\":\"Which lamps?\",\"preset\":\"medium\",\"background\":true}";
    private static final String WRAPPED = """
            {"request":{"model":"sonar-deep-research","messages":[{"role":"user","content":"Lamps?"}]},\
            "idempotency_key":"k-1"}""";

    private final TickingClock clock = new TickingClock();
    private final PerplexitySimulator simulator =
            PerplexitySimulator.start(PerplexitySimulator.Options.lasting(Duration.ofSeconds(100)), clock);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        simulator.close();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("Authorization", "Bearer " + simulator.apiKey());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        return new ObjectMapper().readTree(answer.body());
    }

    private String begun() throws IOException, InterruptedException {
        return "/v1/responses/"
                + json(post("/v1/responses", BACKGROUND)).path("id").asText();
    }

    @Test
    void a_background_run_is_queued_then_in_progress_then_completed() throws Exception {
        JsonNode reply = json(post("/v1/responses", BACKGROUND));
        String path = "/v1/responses/" + reply.path("id").asText();
        assertThat(reply.path("status").asText()).isEqualTo("queued");
        assertThat(reply.path("model").asText()).isEqualTo("medium");
        assertThat(reply.path("output")).isEmpty();
        assertThat(reply.path("usage").isNull()).isTrue();

        clock.pass(Duration.ofSeconds(11));
        JsonNode under = json(get(path));
        assertThat(under.path("status").asText()).isEqualTo("in_progress");
        assertThat(under.path("created_at").asLong())
                .as("the time of the call")
                .isGreaterThan(reply.path("created_at").asLong());

        clock.pass(Duration.ofSeconds(100));
        JsonNode done = json(get(path.replace("responses", "agent")));
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.path("model").asText()).isNotEqualTo("medium");
        assertThat(done.path("usage").path("cost").path("total_cost").asDouble())
                .isEqualTo(0.016);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input\":\"x\",\"preset\":\"medium\",\"idempotency_key\":\"k\"} | invalid_request | idempotency_key",
                "{\"preset\":\"medium\"} | invalid_request | input",
                "{\"input\":\"x\",\"preset\":\"giant\"} | invalid_parameter | preset",
                "{\"input\":\"x\",\"model\":\"sonar-deep-research\"} | invalid_model | model"
            })
    void what_it_does_not_know_it_refuses_by_name(String body, String type, String field) throws Exception {
        var answer = post("/v1/responses", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").path("type").asText()).isEqualTo(type);
        assertThat(json(answer).path("error").path("param").asText()).isEqualTo(field);
    }

    @Test
    void what_is_not_stored_cannot_be_fetched() throws Exception {
        String id = json(post("/v1/responses", BACKGROUND.replace("true}", "true,\"store\":false}")))
                .path("id")
                .asText();

        assertThat(get("/v1/responses/" + id).statusCode()).isEqualTo(404);
        assertThat(json(get("/v1/responses/resp_0")).path("error").path("type").asText())
                .isEqualTo("not_found");
    }

    @Test
    void a_cancelled_run_is_cancelled_a_little_later_and_once() throws Exception {
        String path = begun();

        assertThat(json(post(path + "/cancel", "")).path("status").asText()).isEqualTo("cancelling");
        clock.pass(Duration.ofSeconds(2));

        assertThat(json(get(path)).path("error").path("code").asText()).isEqualTo("cancelled");
        assertThat(post(path + "/cancel", "").statusCode()).isEqualTo(400);
        assertThat(post("/v1/responses/resp_0/cancel", "").statusCode()).isEqualTo(400);
    }

    @Test
    void limits_are_told_with_each_answer() throws Exception {
        begun();

        var headers = get("/v1/responses/resp_0").headers();

        assertThat(headers.firstValue("x-ratelimit-limit")).hasValue("50");
        assertThat(headers.firstValue("x-ratelimit-remaining")).hasValue("49");
        assertThat(headers.firstValue("x-ratelimit-used")).hasValue("1");
        assertThat(headers.firstValueAsLong("x-ratelimit-reset")).isPresent();
        assertThat(headers.firstValue("x-request-id")).isPresent();
    }

    @Test
    void a_busy_one_says_when_to_come_back_or_does_not() throws Exception {
        var told = post("/v1/responses", BACKGROUND.replace("lamps", "#research-429"));
        var untold = post("/v1/responses", BACKGROUND.replace("lamps", "#research-429-untold"));

        assertThat(told.statusCode()).isEqualTo(429);
        assertThat(told.headers().firstValue("retry-after")).hasValue("3");
        assertThat(untold.statusCode()).isEqualTo(429);
        assertThat(untold.headers().firstValue("retry-after")).isEmpty();
    }

    @Test
    void a_key_of_the_older_calls_gives_the_job_there_is() throws Exception {
        String first = json(post("/async/chat/completions", WRAPPED)).path("id").asText();
        String again = json(post("/v1/async/sonar", WRAPPED)).path("id").asText();

        assertThat(again).isEqualTo(first);
        assertThat(simulator.begun()).isOne();
    }

    @Test
    void a_job_of_the_older_calls_has_their_states_and_times() throws Exception {
        JsonNode created = json(post("/async/chat/completions", WRAPPED));
        String path = "/async/chat/completions/" + created.path("id").asText();
        assertThat(created.path("status").asText()).isEqualTo("CREATED");
        assertThat(created.path("started_at").isNull()).isTrue();

        clock.pass(Duration.ofSeconds(11));
        assertThat(json(get(path)).path("status").asText()).isEqualTo("IN_PROGRESS");

        clock.pass(Duration.ofSeconds(100));
        JsonNode done = json(get(path));
        assertThat(done.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(done.path("completed_at").isIntegralNumber()).isTrue();
        assertThat(done.at("/response/choices/0/message/content").asText()).startsWith("<think>");
    }

    @Test
    void the_list_is_read_page_by_page() throws Exception {
        for (String key : new String[] {"k-1", "k-2", "k-3"}) {
            post("/async/chat/completions", WRAPPED.replace("k-1", key));
        }

        JsonNode first = json(get("/async/chat/completions?limit=2"));
        JsonNode second = json(get("/async/chat/completions?limit=2&next_token="
                + first.path("next_token").asText()));

        assertThat(first.path("requests")).hasSize(2);
        assertThat(first.at("/requests/0").has("response")).isFalse();
        assertThat(second.path("requests")).hasSize(1);
        assertThat(second.path("next_token").isNull()).isTrue();
    }

    @Test
    void an_unwrapped_request_is_a_validation_error() throws Exception {
        var answer = post("/async/chat/completions", "{\"model\":\"sonar\",\"messages\":[]}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/detail/0/loc/1").asText()).isEqualTo("request");
    }

    @Test
    void retired_calls_are_forbidden_and_the_agent_goes_on() throws Exception {
        simulator.retire(true);

        var answer = get("/async/chat/completions");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).at("/error/type").asText()).isEqualTo("chat_completions_not_available");
        assertThat(post("/v1/responses", BACKGROUND).statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_key_is_not_served() throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/v1/responses"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).at("/error/type").asText()).isEqualTo("invalid_api_key");
    }
}
