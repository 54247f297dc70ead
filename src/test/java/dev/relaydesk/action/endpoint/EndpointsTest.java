package dev.relaydesk.action.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.platform.settings.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest {

    private static final String GOOD = """
            url=https://shop.example/orders/{order_id}?part={part}
            parameters.order_id.pattern=[0-9]{4,10}
            parameters.part.pattern=[a-z]+
            parameters.part.required=false
            """;

    @Test
    void an_endpoint_reads_and_a_writing_method_is_called_at_most_once_unless_it_says_more() {
        assertThat(Settings.shop(GOOD).effect()).isEqualTo(Effect.READ);
        assertThat(Settings.shop(GOOD + "method=POST").effect()).isEqualTo(Effect.MUTATING_ONCE);
        assertThat(Settings.shop(GOOD + "method=POST\neffect=read").effect()).isEqualTo(Effect.READ);
        assertThat(Settings.shop(GOOD + "method=POST\neffect=mutating_once").effect())
                .isEqualTo(Effect.MUTATING_ONCE);
        assertThat(Settings.shop(GOOD + "method=PUT\neffect=natural").effect()).isEqualTo(Effect.NATURAL);
        assertThat(Settings.shop(GOOD + "method=POST\neffect=idempotent\nkey-header=Idempotency-Key")
                        .effect())
                .isEqualTo(Effect.IDEMPOTENT);
    }

    @Test
    void the_model_is_told_names_patterns_and_descriptions() {
        Endpoint shop = Settings.shop(
                GOOD + "description=Where an order is\nparameters.order_id.description=The number of the order");

        assertThat(shop.description()).isEqualTo("Where an order is");
        assertThat(shop.fields())
                .containsExactly(
                        new Endpoint.Field("order_id", "The number of the order", "[0-9]{4,10}", 200, true),
                        new Endpoint.Field("part", "", "[a-z]+", 200, false));
    }

    @Test
    void a_handler_of_the_operators_own_action_is_written_the_same_way() {
        Endpoints endpoints = Settings.endpoints("""
                relaydesk.action.handlers.reorder.url=https://shop.example/reorders
                relaydesk.action.handlers.reorder.method=POST
                relaydesk.action.handlers.reorder.parameters.order_id.pattern=[0-9]+
                """);

        assertThat(endpoints.handler("reorder"))
                .get()
                .extracting(Endpoint::effect)
                .isEqualTo(Effect.MUTATING_ONCE);
        assertThat(endpoints.endpoint("reorder")).isEmpty();
        assertThat(endpoints.all()).isEmpty();
        assertThat(endpoints.allHandlers()).hasSize(1);
    }

    @Test
    void the_example_of_the_documentation_works() throws Exception {
        String lines = Pattern.compile("(?s)```properties\n(.*?)```")
                .matcher(Files.readString(Path.of("docs/actions.md")))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
        Endpoints endpoints = Settings.endpoints(lines, Map.of("RELAYDESK_ACTION_SECRETS_SHOP_TOKEN", "from-a-file"));
        Endpoint status = endpoints.endpoint("order-status").orElseThrow();
        Endpoint claim = endpoints.endpoint("claim").orElseThrow();
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("order_id", "4711");

        assertThat(endpoints.all()).extracting(Endpoint::name).containsExactly("claim", "order-status", "stock");
        assertThat(status.refusal(order)).isEmpty();
        assertThat(status.form().request(order, "key").getUri())
                .hasToString("https://shop.example.com/api/orders/4711");
        assertThat(claim.refusal(order.put("what", "It is broken"))).isEmpty();
        assertThat(claim.form().request(order, "key").getEntity().getContent())
                .hasContent("{\"orderId\":\"4711\",\"what\":\"It is broken\"}");
    }

    @Test
    void without_settings_there_are_no_endpoints() {
        assertThat(Settings.endpoints("").all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            url=http://shop.example/orders/{order_id}?part={part}     | url must begin with https://
            url=ftp://shop.example/{order_id}?part={part}             | url must look like https://host/path
            url=https://user@shop.example/{order_id}?part={part}      | url must look like https://host/path
            url=https://shop.example/{order_id}?part={part}#top       | url must look like https://host/path
            url=https://{order_id}/?part={part}                       | url has a host that is neither
            url=https://2130706433/{order_id}?part={part}             | url has a host that is neither
            url=https://0x7f.0.0.1/{order_id}?part={part}             | url has a host that is neither
            url=https://shop.example:99999/{order_id}?part={part}     | url has a wrong port
            url=https://shop.example/../{order_id}?part={part}        | url must not have empty, . or .. segments
            url=https://shop.example/a b/{order_id}?part={part}       | url has characters that must be percent-encoded
            url=https://shop.example/{ORDER}?part={part}              | url has characters that must be percent-encoded
            url=https://shop.example/{order_id}?{part}=1              | url must have {name} only in the values
            url=https://shop.example/{order_id}/{more}?part={part}    | parameters.more.pattern is needed
            url=https://shop.example/{order_id}?part={part}&k=${secret:k-k} | url must not have a secret
            method=TRACE                                              | method must be one of
            parameters.order_id.pattern=(a+)+\\\\1                    | pattern is no pattern that is matched in linear
            parameters.order_id.pattern=(?=a)b                        | pattern is no pattern that is matched in linear
            parameters.order_id.pattern=[0-9                          | pattern is no pattern that is matched in linear
            parameters.order_id.max-length=0                          | parameters.order_id.max-length must be between
            parameters.order_id.required=false                        | parameters.order_id.required must be true
            parameters.Order.pattern=x                                | parameters.Order must have a name
            parameters.reference.pattern=x                            | parameters.reference must have a name
            parameters.more.pattern=x${:}parameters.more.in=body      | parameters.more.in must not be body
            timeout=0s                                                | timeout must be above 0
            timeout=5m                                                | timeout must be above 0 and at most 60s
            connect-timeout=11s                                       | connect-timeout must be above 0
            max-response-bytes=2000000                                | max-response-bytes must be between
            answer-length=0                                           | answer-length must be between
            answer=status                                             | answer must be JSON pointers
            allow-networks=10.0.0.0/33                                | allow-networks '10.0.0.0/33' has a length
            allow-networks=localhost                                  | allow-networks 'localhost' is no network
            effect=idempotent                                         | key-header is needed
            key-header=Host                                           | key-header is no header
            key-field=reference                                       | key-field needs a method with a body
            effect=lookup_first${:}key-header=X-Ref                   | lookup must name an endpoint that reads
            effect=lookup_first                                       | key-field or key-header is needed
            lookup=shop                                               | lookup needs the effect lookup_first
            headers.Host=other.example                                | headers.Host is no header
            headers.Transfer-Encoding=chunked                         | headers.Transfer-Encoding is no header
            headers.X-A=caf\u00e9                                     | headers.X-A must have ASCII characters
            headers.Authorization=Bearer ${secret:shop-token}         | relaydesk.action.secrets.shop-token is needed
            headers.Authorization=Bearer ${secret:SHOP}               | headers.Authorization has a ${…} that is not
            """)
    void a_wrong_setting_is_named_in_one_sentence(String line, String sentence) {
        assertThatThrownBy(() -> Settings.shop(GOOD + line.replace("${:}", "\n")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("relaydesk.action.endpoints.shop.")
                .hasMessageContaining(sentence);
    }

    @Test
    void all_faults_are_told_at_once() {
        assertThatThrownBy(() -> Settings.shop(GOOD + "method=TRACE\ntimeout=0s\nheaders.Host=x"))
                .hasMessageContainingAll(".method ", ".timeout ", ".headers.Host ");
    }

    @Test
    void an_unknown_setting_and_a_missing_url_stop_the_start_too() {
        assertThatThrownBy(() -> Settings.shop(GOOD + "metod=POST")).hasMessageContaining("endpoints.shop.metod");
        assertThatThrownBy(() -> Settings.shop("method=POST")).hasMessageContaining("endpoints.shop.url");
    }

    @Test
    void a_secret_comes_from_the_environment_or_from_a_property() {
        String lines = """
                relaydesk.action.endpoints.shop.url=https://shop.example/
                relaydesk.action.endpoints.shop.headers.Authorization=Bearer ${secret:shop-token}
                relaydesk.action.endpoints.shop.headers."X-Shop"=${secret:shop-token}/1
                """;

        var environment = Map.of("RELAYDESK_ACTION_SECRETS_SHOP_TOKEN", "from-outside");
        Endpoint fromEnvironment =
                Settings.endpoints(lines, environment).endpoint("shop").orElseThrow();
        Endpoint fromProperty = Settings.endpoints(lines + "relaydesk.action.secrets.shop-token=from-the-file")
                .endpoint("shop")
                .orElseThrow();

        assertThat(fromEnvironment.form().headers())
                .containsExactly(
                        new Header("Authorization", "Bearer from-outside"), new Header("X-Shop", "from-outside/1"));
        assertThat(fromProperty.form().headers().getFirst().value()).isEqualTo("Bearer from-the-file");
        assertThat(fromProperty.form().toString() + fromProperty.answer()).doesNotContain("from-the-file");
    }

    @Test
    void a_fault_does_not_repeat_a_secret() {
        assertThatThrownBy(() -> Settings.shop(GOOD + """
                        headers.Authorization=Bearer ${secret:shop-token}
                        timeout=0s
                        relaydesk.action.secrets.shop-token=tell-nobody
                        """)).hasMessageNotContaining("tell-nobody");
    }

    @Test
    void the_http_client_writes_no_headers_into_the_log() throws Exception {
        assertThat(Files.readString(Path.of("src/main/resources/application.properties")))
                .contains("quarkus.log.category.\"org.apache.hc\".level=INFO");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {"order_id":"4711"}                        | ""
            {"order_id":4711}                          | ""
            {"order_id":"4711","part":"lid"}           | ""
            {}                                         | parameter-missing
            {"part":"lid"}                             | parameter-missing
            {"order_id":"4711","url":"http://x"}       | parameter-unknown
            {"order_id":"47"}                          | parameter-invalid
            {"order_id":"4711\\n"}                     | parameter-invalid
            {"order_id":"4711 "}                       | parameter-invalid
            {"order_id":""}                            | parameter-invalid
            {"order_id":47.11}                         | parameter-invalid
            {"order_id":true}                          | parameter-invalid
            {"order_id":null}                          | parameter-type
            {"order_id":["4711"]}                      | parameter-type
            {"order_id":{"a":1}}                       | parameter-type
            [1]                                        | parameter-type
            """)
    void parameters_are_refused_with_a_code(String parameters, String code) throws Exception {
        var read = new ObjectMapper().readTree(parameters);

        assertThat(Settings.shop(GOOD)
                        .refusal(read)
                        .map(CallResult.Failed::code)
                        .orElse(""))
                .isEqualTo(code);
    }

    @Test
    void a_pattern_that_would_take_years_elsewhere_is_done_at_once() {
        Endpoint shop = Settings.shop("""
                url=https://shop.example/
                method=POST
                parameters.a.pattern=(a|a|aa|(a+)+)+b
                parameters.a.max-length=10000
                """);
        ObjectNode given = JsonNodeFactory.instance.objectNode().put("a", "a".repeat(10_000));
        long before = System.nanoTime();

        assertThat(shop.refusal(given)).isPresent();
        assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
    }
}
