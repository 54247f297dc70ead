package dev.relaydesk.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API that always says the same. */
public final class Canned implements AutoCloseable {

    private record Word(String path, int status, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final List<Word> words = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    public Canned() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                Word word = find(path).orElse(new Word(path, 404, Map.of(), "{}"));
                word.headers()
                        .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                byte[] body = word.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(word.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    private Optional<Word> find(String path) {
        return words.stream().filter(word -> path.endsWith(word.path())).findFirst();
    }

    /** What is said to whoever asks for an address that ends so. */
    public Canned says(String path, int status, Map<String, String> headers, String body) {
        words.addFirst(new Word(path, status, headers, body));
        return this;
    }

    public Canned says(String path, int status, String body) {
        return says(path, status, Map.of(), body);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Methods and addresses, in their order. */
    public List<String> heard() {
        return new ArrayList<>(heard);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
