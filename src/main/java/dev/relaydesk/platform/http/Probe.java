package dev.relaydesk.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Asks somebody's API a few questions and tells what came back. For examinations; nothing is repeated. */
public final class Probe implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CloseableHttpClient http = OutgoingHttp.client(CONNECT, LONGEST, 2);
    private final Deadlines deadlines = new Deadlines();
    private final Clock clock;

    /**
     * Opens nothing yet.
     *
     * @param clock is compared with that of the other side
     */
    public Probe(Clock clock) {
        this.clock = clock;
    }

    /**
     * What came back.
     *
     * @param status 0 when nothing did
     * @param trouble why nothing came back, in a few words without addresses; empty otherwise
     * @param headers by their names in small letters
     * @param clockAhead how far the other side's clock is before ours, give or take a second
     */
    public record Answer(
            int status, String trouble, JsonNode body, Map<String, String> headers, Optional<Duration> clockAhead) {

        public Answer {
            headers = Map.copyOf(headers);
        }

        static Answer none(String trouble) {
            return new Answer(0, trouble, MissingNode.getInstance(), Map.of(), Optional.empty());
        }
    }

    /**
     * Asks once, within its time.
     *
     * @param token for {@code Authorization}; empty for none
     */
    public Answer ask(String method, URI uri, String token) {
        var request = new HttpUriRequestBase(method, uri);
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        try (var _ = deadlines.within(LONGEST, request::abort)) {
            return http.execute(request, this::read);
        } catch (UnknownHostException _) {
            return Answer.none("no such host");
        } catch (SSLException _) {
            return Answer.none("its certificate is not accepted");
        } catch (ConnectTimeoutException _) {
            return Answer.none("no connection in time");
        } catch (IOException | CancellationException e) {
            return Answer.none(e.getClass().getSimpleName());
        }
    }

    private Answer read(ClassicHttpResponse response) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            try (var content = response.getEntity().getContent()) {
                body = content.readNBytes(LONGEST_ANSWER);
            }
        }
        return new Answer(response.getCode(), "", json(body), headers, ahead(headers.get("date")));
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }

    private Optional<Duration> ahead(@Nullable String date) {
        if (date == null) {
            return Optional.empty();
        }
        try {
            var theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(clock.instant(), theirs));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        deadlines.close();
        http.close(CloseMode.IMMEDIATE);
    }
}
