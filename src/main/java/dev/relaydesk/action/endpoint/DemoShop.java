package dev.relaydesk.action.endpoint;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint {@code order-status} of a simulated shop, so that the simulated Space has a system to ask. It is there only
 * while no wrapper is configured, and only this endpoint may reach the loopback address.
 */
@Singleton
class DemoShop {

    static final String ORDER_STATUS = "order-status";

    private static final Logger LOG = Logger.getLogger(DemoShop.class);

    private final boolean open;
    private @Nullable ShopSimulator simulator;
    private @Nullable Endpoint orderStatus;

    DemoShop(@ConfigProperty(name = "relaydesk.space.base-url") Optional<String> wrapper) {
        this.open = wrapper.isEmpty();
    }

    /** The endpoint of that id, if it is the shop's. Its server starts when it is first asked for. */
    synchronized Optional<Endpoint> endpoint(String id) {
        if (!open || !id.equals(ORDER_STATUS)) {
            return Optional.empty();
        }
        Endpoint endpoint = orderStatus;
        if (endpoint == null) {
            simulator = ShopSimulator.start();
            endpoint = declared(simulator);
            orderStatus = endpoint;
            LOG.warnf("No wrapper is configured: %s is asked of the simulated shop at %s", id, simulator.baseUrl());
        }
        return Optional.of(endpoint);
    }

    /** As an operator would declare it. */
    private static Endpoint declared(ShopSimulator simulator) {
        String prefix = "relaydesk.action.endpoints." + ORDER_STATUS + ".";
        var settings = Map.of(
                prefix + "description", "Where an order is and when it will arrive",
                prefix + "url", simulator.baseUrl() + "/api/orders/{order_id}",
                prefix + "parameters.order_id.pattern", "[0-9]{3,12}",
                prefix + "answer", "/status,/carrier,/expected_on,/delivered_on",
                prefix + "allow-http", "true",
                prefix + "allow-networks", "127.0.0.1/32");
        return Endpoints.read(new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addDiscoveredConverters()
                        .withValidateUnknown(false)
                        .withSources(new PropertiesConfigSource(settings, "simulated shop", 100)))
                .endpoint(ORDER_STATUS)
                .orElseThrow();
    }

    @PreDestroy
    synchronized void close() {
        if (simulator != null) {
            simulator.close();
        }
    }
}
