package dev.relaydesk.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.testing.world.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A member of staff who works through the API, at whichever replica answers. */
final class Agent {

    /**
     * What came back.
     *
     * @param at {@link System#nanoTime()} when the harness had it
     */
    record Answer(int status, JsonNode body, long at) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String name;
    private final List<String> credentials;
    private final List<Stage.Replica> replicas;

    private Agent(String name, List<String> credentials, List<Stage.Replica> replicas) {
        this.name = name;
        this.credentials = credentials;
        this.replicas = replicas;
    }

    /** Acts as the first administrator. */
    static Agent withToken(String name, String token, Stage stage) {
        return new Agent(name, List.of("Authorization", "Bearer " + token), stage.replicas());
    }

    static Agent withSession(String name, String session, String csrf, Stage stage) {
        return new Agent(
                name, List.of("Cookie", "relaydesk_session=" + session, "X-CSRF-Token", csrf), stage.replicas());
    }

    String name() {
        return name;
    }

    /** Asks a replica by chance; when it is dead, asks again until one answers. */
    Answer insists(UUID conversation, String move) throws InterruptedException {
        long from = System.nanoTime();
        while (true) {
            Service service = replicas.get(ThreadLocalRandom.current().nextInt(replicas.size()))
                    .service();
            try {
                return asks(service, conversation, move);
            } catch (IOException e) {
                if (System.nanoTime() - from > 2 * PATIENCE.toNanos()) {
                    throw new AssertionError(name + " gets no answer to " + move, e);
                }
                Thread.sleep(20);
            }
        }
    }

    Answer asks(Service service, UUID conversation, String move) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:%d/api/v1/conversations/%s/%s".formatted(service.port(), conversation, move)))
                .timeout(PATIENCE)
                .headers(credentials.toArray(new String[0]))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        long now = System.nanoTime();
        return new Answer(response.statusCode(), JSON.readTree(response.body()), now);
    }
}
