package dev.relaydesk.action.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** "Where is order 4711" works before anything is configured. */
class DemoShopTest {

    private final DemoShop shop = new DemoShop(Optional.empty());
    private final EndpointCalls calls = new EndpointCalls();

    @AfterEach
    void close() {
        calls.close();
        shop.close();
    }

    @Test
    void an_order_is_found_over_real_http_and_only_what_the_model_may_see_comes_back() {
        assertThat(call("4711"))
                .isInstanceOfSatisfying(
                        CallResult.Succeeded.class,
                        found -> assertThat(found.text())
                                .contains("shipped", "Northway Parcel", "next Tuesday")
                                .doesNotContain("shelf"));
        assertThat(call("4799"))
                .isInstanceOfSatisfying(
                        CallResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("http-404"));
        assertThat(call("../x")).isInstanceOf(CallResult.Failed.class);
    }

    @Test
    void there_is_no_shop_beside_a_real_wrapper_and_no_other_endpoint_in_it() {
        assertThat(new DemoShop(Optional.of("http://wrapper.example")).endpoint(DemoShop.ORDER_STATUS))
                .isEmpty();
        assertThat(shop.endpoint("orders")).isEmpty();
    }

    private CallResult call(String order) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("order_id", order);
        return calls.call(shop.endpoint(DemoShop.ORDER_STATUS).orElseThrow(), parameters, "key");
    }
}
