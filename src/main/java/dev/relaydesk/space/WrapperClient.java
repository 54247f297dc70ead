package dev.relaydesk.space;

import com.fasterxml.jackson.core.JsonParser;
import dev.relaydesk.platform.http.Deadlines;
import dev.relaydesk.platform.http.OutgoingHttp;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Calls the wrapper once for each question. Blocks; meant for virtual threads. */
@Singleton
class WrapperClient {

    /** The places of the accounts are the bound; the pool must not be a second one. */
    private static final int CONNECTIONS = 10_000;

    /** A stream repeats itself in every event; 263 events of a real one stayed below 50 MB. */
    private static final long MAX_STREAM_BYTES = 64L * 1024 * 1024;

    private final SpaceConfig config;
    private final SpaceEndpoint endpoint;
    private final Clock clock;
    private final CloseableHttpClient http;
    private final Deadlines deadlines = new Deadlines();

    WrapperClient(SpaceConfig config, SpaceEndpoint endpoint, Clock clock) {
        this.config = config;
        this.endpoint = endpoint;
        this.clock = clock;
        http = OutgoingHttp.client(config.connectTimeout(), config.idleTimeout(), CONNECTIONS);
    }

    /** What Perplexity says of an account's session. */
    enum Session {
        VALID,
        REFUSED,
        /** The wrapper could not be asked. */
        UNKNOWN
    }

    Heard ask(Question question) {
        long start = System.nanoTime();
        Supplier<Duration> took = () -> Duration.ofNanos(System.nanoTime() - start);
        return get(
                WrapperQuery.question(endpoint.base(), "query_sync", question),
                "application/json",
                config.readTimeout(),
                config.readTimeout(),
                body -> SyncReply.read(new KeptPrefix(body, WrapperJson.MAX_BYTES), question, took));
    }

    Heard stream(Question question, AnswerListener listener) {
        long start = System.nanoTime();
        Supplier<Duration> took = () -> Duration.ofNanos(System.nanoTime() - start);
        return get(
                WrapperQuery.question(endpoint.base(), "query_async", question),
                "text/event-stream",
                config.idleTimeout(),
                config.streamTimeout(),
                body -> new StreamedReply(question, listener, took).read(new KeptPrefix(body, MAX_STREAM_BYTES)));
    }

    /** Lists one thread upstream. The wrapper answers 200 either way, so only {@code valid} counts. */
    Session test(String account) {
        var request = new HttpPost(WrapperQuery.accountTest(endpoint.base(), account));
        var valid = new Valid();
        exchange(request, config.idleTimeout(), config.idleTimeout(), body -> {
            try (JsonParser in = WrapperJson.FACTORY.createParser(new KeptPrefix(body, WrapperJson.MAX_BYTES))) {
                in.nextToken();
                if (in.currentToken() != null) {
                    WrapperJson.object(in, valid::field);
                }
            }
            return Heard.retryable("", "");
        });
        return valid.session;
    }

    private static final class Valid {
        private Session session = Session.UNKNOWN;

        private void field(String name, JsonParser in) throws IOException {
            if (name.equals("valid") && in.currentToken().isBoolean()) {
                session = in.getBooleanValue() ? Session.VALID : Session.REFUSED;
            } else {
                in.skipChildren();
            }
        }
    }

    /** Reads the body of an answer with status 200. */
    @FunctionalInterface
    private interface Reading {
        Heard read(InputStream body) throws IOException;
    }

    private Heard get(URI uri, String accept, Duration silence, Duration limit, Reading reading) {
        int length = uri.toString().length();
        if (length > config.maxUrlBytes()) {
            return Heard.of(new SpaceFailure.Permanent(
                    "the question needs a URL of %d bytes, %d are allowed".formatted(length, config.maxUrlBytes()),
                    ""));
        }
        var request = new HttpGet(uri);
        request.setHeader("Accept", accept);
        return exchange(request, silence, limit, reading);
    }

    private Heard exchange(HttpUriRequestBase request, Duration silence, Duration limit, Reading reading) {
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(config.connectTimeout()))
                .setResponseTimeout(Timeout.of(silence))
                .setRedirectsEnabled(false)
                .build());
        boolean head = false;
        try (var deadline = deadlines.within(limit, request::cancel)) {
            try (ClassicHttpResponse response = http.executeOpen(HttpHost.create(request.getUri()), request, null)) {
                head = true;
                try (InputStream body = body(response)) {
                    return response.getCode() == 200
                            ? reading.read(body)
                            : refused(response, new KeptPrefix(body, WrapperJson.MAX_BYTES));
                }
            } catch (IOException e) {
                return broken(e, head, deadline.passed() ? limit : null, silence);
            }
        } catch (URISyntaxException e) {
            return Heard.of(new SpaceFailure.Permanent("not a URL: " + e.getMessage(), ""));
        }
    }

    private static InputStream body(ClassicHttpResponse response) throws IOException {
        return response.getEntity() == null
                ? InputStream.nullInputStream()
                : response.getEntity().getContent();
    }

    private Heard refused(ClassicHttpResponse response, KeptPrefix body) {
        String error = WrapperError.in(body);
        if (error != null) {
            return FailureText.error(error, body.text());
        }
        Header header = response.getFirstHeader("Retry-After");
        return FailureText.status(
                response.getCode(), RetryAfter.read(header == null ? null : header.getValue(), clock), body.text());
    }

    private static Heard broken(IOException e, boolean head, @Nullable Duration passed, Duration silence) {
        if (passed != null) {
            return Heard.retryable("no whole answer within " + passed.toSeconds() + " s", "");
        }
        if (e instanceof SocketTimeoutException && !(e instanceof ConnectTimeoutException)) {
            return Heard.retryable("silent for " + silence.toSeconds() + " s", "");
        }
        if (e instanceof KeptPrefix.TooMuch) {
            return Heard.incomplete(String.valueOf(e.getMessage()), "");
        }
        return head
                ? Heard.incomplete("cut off: " + described(e), "")
                : Heard.retryable("unreachable: " + described(e), "");
    }

    private static String described(IOException e) {
        return e.getClass().getSimpleName() + " " + FailureText.shortened(String.valueOf(e.getMessage()));
    }

    @PreDestroy
    void close() throws IOException {
        deadlines.close();
        http.close();
    }
}
