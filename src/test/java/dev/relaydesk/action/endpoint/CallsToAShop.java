package dev.relaydesk.action.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.action.endpoint.CallResult.Failed;
import java.net.InetAddress;
import java.time.Duration;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;

/** What tests of calls share: a shop that stands outside, endpoints of it, and how a call ended. */
abstract class CallsToAShop {

    static final Duration SOON = Duration.ofSeconds(3);

    final Outside outside = new Outside();
    final EndpointCalls calls = new EndpointCalls(name -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});
    final Endpoint reading = shop("");
    final Endpoint writing = shop("method=POST\nkey-field=external_reference");
    final Endpoint picking = shop("answer=/status,/items/0/name");

    @AfterEach
    void stop() {
        calls.close();
        outside.close();
    }

    Endpoint shop(String more) {
        return Settings.shop("""
                url=http://shop.test:%d/orders/{order_id}?note={note}
                parameters.order_id.pattern=[0-9]+
                parameters.note.pattern=.*
                parameters.note.required=false
                allow-http=true
                allow-networks=127.0.0.1/32
                """.formatted(outside.port()) + more);
    }

    CallResult call(Endpoint endpoint) {
        return calls.call(endpoint, parameters(), "key-1");
    }

    static ObjectNode parameters() {
        return JsonNodeFactory.instance.objectNode().put("order_id", "4711").put("note", "two words & more");
    }

    /** Whatever its detail is. */
    static Condition<CallResult> failed(String code, boolean again) {
        return new Condition<>(
                result ->
                        result instanceof Failed failed && failed.code().equals(code) && failed.mayTryAgain() == again,
                "failed with %s, may try again: %s",
                code,
                again);
    }

    static void inTime(Runnable call) {
        long before = System.nanoTime();
        call.run();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
    }
}
