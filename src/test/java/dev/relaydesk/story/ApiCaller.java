package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.testing.ApiTokenResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** A program that talks to the API with a token. */
final class ApiCaller implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    /** What came back, read as JSON where it is JSON. */
    record Answer(int status, String mediaType, String body) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        String at(String pointer) {
            return json().at(pointer).asText();
        }

        /** It is a problem document of this kind; the answer gives the fields it names. */
        Set<String> isProblem(int expected, String type) {
            assertThat(status).as(body).isEqualTo(expected);
            assertThat(mediaType).isEqualTo("application/problem+json");
            assertThat(at("/type")).isEqualTo("/problems/" + type);
            assertThat(json().path("status").asInt()).isEqualTo(expected);
            Set<String> fields = new TreeSet<>();
            json().path("errors")
                    .forEach(error -> fields.add(error.path("field").asText()));
            return fields;
        }
    }

    /** One event of a stream. */
    record Heard(String name, JsonNode data) {}

    private final HttpClient http = HttpClient.newHttpClient();

    Answer says(String customer, String text) {
        return says(Map.of("customer_id", customer, "text", text));
    }

    Answer says(String customer, String text, String id) {
        return says(Map.of("customer_id", customer, "text", text, "client_message_id", id));
    }

    Answer says(Map<String, String> message) {
        return posts(json(message), "application/json", "application/json");
    }

    Answer posts(String body, String contentType, String accept) {
        return send(request("/api/message")
                .header("Content-Type", contentType)
                .header("Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Says something and listens; the whole stream, when it has ended. */
    List<Heard> hears(Map<String, String> message) {
        Answer answer = posts(json(message), "application/json", "text/event-stream");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.mediaType()).startsWith("text/event-stream");
        return events(answer.body());
    }

    /** Follows something to its end, from the event after that one on. */
    List<Heard> follows(String path, String lastEventId) {
        Answer answer = send(request(path)
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", lastEventId)
                .GET()
                .build());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return events(answer.body());
    }

    private static List<Heard> events(String stream) {
        List<Heard> events = new ArrayList<>();
        for (String frame : stream.strip().split("\n\n", 0)) {
            if (frame.isEmpty()) {
                continue;
            }
            Map<String, String> fields = new HashMap<>();
            frame.lines().forEach(line -> {
                int colon = line.indexOf(':');
                fields.merge(line.substring(0, colon), line.substring(colon + 1).strip(), String::concat);
            });
            events.add(new Heard(
                    fields.getOrDefault("event", ""), new Answer(200, "", fields.getOrDefault("data", "")).json()));
        }
        return events;
    }

    /** Says something and listens: each event as soon as it has come, to be read once. */
    Iterator<Heard> listens(Map<String, String> message) {
        HttpRequest request = request("/api/message")
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(json(message)))
                .build();
        try {
            HttpResponse<Stream<String>> answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            Iterator<String> lines =
                    answer.body().filter(line -> !line.isEmpty()).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return lines.hasNext();
                }

                @Override
                public Heard next() {
                    String name = field(lines.next(), "event:");
                    return new Heard(name, new Answer(200, "", field(lines.next(), "data:")).json());
                }
            };
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String field(String line, String name) {
        assertThat(line).startsWith(name);
        return line.substring(name.length()).strip();
    }

    Answer gets(String path) {
        return send(request(path).GET().build());
    }

    Answer posts(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    Answer deletes(String path) {
        return send(request(path).DELETE().build());
    }

    Answer resets(String conversation) {
        return send(request("/api/v1/conversations/" + conversation + "/reset")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /** The same field of every item, page after page of one. */
    List<String> walks(String path, String field) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = gets(path + "?limit=1" + cursor);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            assertThat(page.json().path("items").size()).isLessThanOrEqualTo(1);
            page.json().path("items").forEach(item -> seen.add(item.path(field).asText()));
            JsonNode next = page.json().path("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asText();
        } while (!cursor.isEmpty() && seen.size() < 500);
        return seen;
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static HttpRequest.Builder withoutToken(String path) {
        return HttpRequest.newBuilder(URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + path));
    }

    private static HttpRequest.Builder request(String path) {
        return withoutToken(path).header("Authorization", "Bearer " + ApiTokenResource.TOKEN);
    }

    private static String json(Map<String, String> message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
