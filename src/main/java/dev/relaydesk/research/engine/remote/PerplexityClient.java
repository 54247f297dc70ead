package dev.relaydesk.research.engine.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.http.Deadlines;
import dev.relaydesk.platform.http.OutgoingHttp;
import dev.relaydesk.research.engine.remote.RemoteAnswer.Said;
import dev.relaydesk.research.engine.remote.RemoteAnswer.Unheard;
import dev.relaydesk.research.engine.remote.RemoteAnswer.Unreached;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Calls Perplexity's API: once, and within its time. Blocks; meant for virtual threads. */
@Singleton
public class PerplexityClient {

    private static final int CONNECTIONS = 32;

    private final Optional<PerplexityEndpoint.Place> place;
    private final Clock clock;
    private final Duration deadline;
    private final CloseableHttpClient http;
    private final Deadlines deadlines = new Deadlines();

    @Inject
    PerplexityClient(PerplexityEndpoint endpoint, PerplexityConfig config, Clock clock) {
        this(endpoint.place(), config, clock);
    }

    private PerplexityClient(Optional<PerplexityEndpoint.Place> place, PerplexityConfig config, Clock clock) {
        this.place = place;
        this.clock = clock;
        deadline = config.callTimeout();
        http = OutgoingHttp.client(config.connectTimeout(), config.callTimeout(), CONNECTIONS);
    }

    /** Of what the settings say, without a simulator. */
    public static PerplexityClient of(PerplexityConfig config, Clock clock) {
        return new PerplexityClient(
                config.apiKey()
                        .map(key ->
                                new PerplexityEndpoint.Place(config.baseUrl().toString(), key)),
                config,
                clock);
    }

    /** Whether there is anybody to call. */
    public boolean isAvailable() {
        return place.isPresent();
    }

    public RemoteAnswer get(String path) {
        return call(new HttpGet(base() + path));
    }

    public RemoteAnswer post(String path, @Nullable JsonNode body) {
        var request = new HttpPost(base() + path);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(RemoteJson.write(body), ContentType.APPLICATION_JSON));
        }
        return call(request);
    }

    /** As a part of a path. */
    public static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String base() {
        return place.orElseThrow().base();
    }

    private RemoteAnswer call(HttpUriRequestBase request) {
        request.setHeader("Authorization", "Bearer " + place.orElseThrow().key());
        request.setHeader("Accept", "application/json");
        try (var _ = deadlines.within(deadline, request::abort)) {
            return http.execute(request, this::read);
        } catch (ConnectException
                | ConnectTimeoutException
                | ConnectionRequestTimeoutException
                | NoRouteToHostException
                | UnknownHostException
                | SSLHandshakeException e) {
            return new Unreached(e.getClass().getSimpleName());
        } catch (IOException | CancellationException e) {
            return new Unheard(e.getClass().getSimpleName());
        }
    }

    private Said read(ClassicHttpResponse response) throws IOException {
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            try (var content = response.getEntity().getContent()) {
                body = content.readNBytes(RemoteJson.LONGEST + 1);
            }
        }
        boolean tooLarge = body.length > RemoteJson.LONGEST;
        JsonNode json = RemoteJson.object(tooLarge ? new byte[0] : body);
        return new Said(response.getCode(), json, tooLarge, RetryAfter.in(response, clock.instant()));
    }

    @PreDestroy
    public void close() {
        deadlines.close();
        http.close(CloseMode.IMMEDIATE);
    }
}
