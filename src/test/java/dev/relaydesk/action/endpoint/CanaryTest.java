package dev.relaydesk.action.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.platform.http.OutgoingHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server on our own machine that nobody may reach. The resolver is as hostile as can be: every name that it is asked for
 * is at the canary's address.
 */
class CanaryTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Outside canary = new Outside();
    private final Names hostile = name -> new InetAddress[] {LOOPBACK};

    private final List<EndpointCalls> made = new ArrayList<>();

    @AfterEach
    void stop() {
        made.forEach(EndpointCalls::close);
        canary.close();
    }

    static Stream<String> forms() {
        return Stream.of(Addresses.LOOPBACK, Addresses.PRIVATE, Addresses.SPECIAL, Addresses.NAMES, Addresses.TRICKS)
                .flatMap(List::stream);
    }

    @Test
    void there_are_enough_of_them() {
        assertThat(forms().distinct().count()).isGreaterThanOrEqualTo(150);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void no_form_of_an_address_gets_past_the_guard(String form) throws IOException {
        try (CloseableHttpClient guarded = client(new AddressGuard(hostile, List.of()))) {
            get(guarded, form);
        }

        assertThat(canary.connections()).isZero();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void no_form_of_an_address_works_as_an_endpoint(String form) {
        var calls = calls(hostile);
        Endpoint endpoint;
        try {
            endpoint = Settings.shop("url=http://%s:%d/\nallow-http=true".formatted(form, canary.port()));
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("relaydesk.action.endpoints.shop.url ");
            return;
        }

        CallResult result = calls.call(endpoint, JsonNodeFactory.instance.objectNode(), "k");

        assertThat(result.code()).isEqualTo("address-refused");
        assertThat(canary.connections()).isZero();
    }

    /** Otherwise the tests above would prove nothing. */
    @Test
    void without_the_guard_the_canary_is_reached() throws IOException {
        var asked = new AtomicInteger();
        try (CloseableHttpClient open = client(new Unguarded(hostile, asked))) {
            forms().forEach(form -> get(open, form));
        }

        assertThat(canary.connections()).isEqualTo(asked.get()).isGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("literals")
    void a_name_at_a_special_address_is_refused(String address) {
        var calls = calls(name -> new InetAddress[] {InetAddress.ofLiteral(address)});
        Endpoint endpoint = shop("");

        assertThat(calls.call(endpoint, JsonNodeFactory.instance.objectNode(), "k")
                        .code())
                .isEqualTo("address-refused");
        assertThat(canary.connections()).isZero();
    }

    static Stream<String> literals() {
        return forms().filter(form -> HostName.literal(form) != null).map(form -> form.replaceAll("[\\[\\]]", ""));
    }

    @Test
    void one_bad_address_among_good_ones_is_enough() {
        var calls = calls(name -> new InetAddress[] {InetAddress.ofLiteral("8.8.8.8"), LOOPBACK});

        assertThat(calls.call(shop(""), JsonNodeFactory.instance.objectNode(), "k")
                        .code())
                .isEqualTo("address-refused");
    }

    /** The good server is at another address of this machine, which this one endpoint may use. */
    @Test
    void a_name_that_flips_between_check_and_connect_never_leads_to_the_canary() {
        int rounds = 1000;
        var asked = new AtomicInteger();
        try (var good = new Outside("127.0.0.2", canary.port())) {
            var address = InetAddress.ofLiteral("127.0.0.2");
            var calls = calls(name -> switch (asked.getAndIncrement() % 4) {
                case 0 -> new InetAddress[] {address};
                case 1 -> new InetAddress[] {LOOPBACK};
                case 2 -> new InetAddress[] {address, LOOPBACK};
                default -> new InetAddress[] {LOOPBACK, address};
            });
            Endpoint endpoint = shop("allow-networks=127.0.0.2/32");

            for (int i = 0; i < rounds; i++) {
                String code = calls.call(endpoint, JsonNodeFactory.instance.objectNode(), "k")
                        .code();
                assertThat(code).isEqualTo(i % 4 == 0 ? "ok" : "address-refused");
            }

            assertThat(good.connections()).isEqualTo(rounds / 4);
            assertThat(asked).as("the name is asked for once in each call").hasValue(rounds);
            assertThat(canary.connections()).isZero();
        }
    }

    /** What happens to who checks a name and lets the client ask again. */
    @Test
    void a_check_that_does_not_pin_is_led_to_the_canary() throws IOException {
        var asked = new AtomicInteger();
        Names flipping =
                name -> new InetAddress[] {asked.getAndIncrement() == 0 ? InetAddress.ofLiteral("8.8.8.8") : LOOPBACK};

        assertThat(new AddressGuard(flipping, List.of()).resolve("shop.test")).hasSize(1);
        try (CloseableHttpClient open = client(new Unguarded(flipping, new AtomicInteger()))) {
            get(open, "shop.test");
        }

        assertThat(canary.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void an_address_as_a_parameter_stays_a_parameter(String form) {
        try (var shop = new Outside()) {
            var calls = calls(hostile);
            Endpoint endpoint = Settings.shop("""
                    url=http://shop.test:%d/a/{where}/z?next={next}&b=1
                    allow-http=true
                    allow-networks=127.0.0.1
                    parameters.where.pattern=(?s).*
                    parameters.where.required=true
                    parameters.next.pattern=(?s).*
                    """.formatted(shop.port()));
            String url = "http://%s:%d/".formatted(form, canary.port());
            ObjectNode given =
                    JsonNodeFactory.instance.objectNode().put("where", form).put("next", url);

            CallResult result = calls.call(endpoint, given, "k");

            if (result.code().equals("ok")) {
                assertThat(shop.target()).matches("/a/[^/?&#=]+/z\\?next=http%3A%2F%2F[^/?&#=]+&b=1");
            } else {
                assertThat(result.code()).isEqualTo("parameter-invalid");
                assertThat(shop.connections()).isZero();
            }
            assertThat(canary.connections()).isZero();
        }
    }

    private EndpointCalls calls(Names names) {
        var calls = new EndpointCalls(names);
        made.add(calls);
        return calls;
    }

    private Endpoint shop(String more) {
        return Settings.shop("url=http://shop.test:%d/\nallow-http=true\n%s".formatted(canary.port(), more));
    }

    private void get(CloseableHttpClient client, String host) {
        try {
            client.execute(new HttpHost("http", host, canary.port()), new HttpGet("/"), response -> null);
        } catch (IOException | IllegalArgumentException e) {
            // Refused, or not even a host.
        }
    }

    private static CloseableHttpClient client(DnsResolver names) {
        return OutgoingHttp.builder(PATIENCE, PATIENCE, 10, names)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .build();
    }

    /** What an ordinary client does, on a machine where every name and address leads to the canary. */
    private record Unguarded(Names names, AtomicInteger asked) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.incrementAndGet();
            return names.find(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
