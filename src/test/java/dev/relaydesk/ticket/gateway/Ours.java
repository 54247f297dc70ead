package dev.relaydesk.ticket.gateway;

import dev.relaydesk.testing.desk.FakeDesk;
import dev.relaydesk.testing.desk.FakeRedmine;
import dev.relaydesk.testing.desk.FakeWebhookDesk;
import dev.relaydesk.testing.desk.FakeZammad;
import dev.relaydesk.testing.desk.FakeZendesk;
import java.time.Clock;
import java.time.Duration;

/** Each of our gateways beside the system it is made for. */
enum Ours {
    REDMINE(new FakeRedmine(0)) {
        @Override
        TicketGateway open(GatewaySettings settings) {
            return new Redmine(settings);
        }
    },
    ZAMMAD(new FakeZammad(0)) {
        @Override
        TicketGateway open(GatewaySettings settings) {
            return new Zammad(settings);
        }
    },
    ZENDESK(new FakeZendesk(0)) {
        @Override
        TicketGateway open(GatewaySettings settings) {
            return new Zendesk(settings);
        }
    },
    WEBHOOK(new FakeWebhookDesk(0)) {
        @Override
        TicketGateway open(GatewaySettings settings) {
            return new SignedWebhook(settings, Clock.systemUTC());
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // One server for all tests; each begins by making it forget.
    final FakeDesk desk;

    Ours(FakeDesk desk) {
        this.desk = desk;
    }

    abstract TicketGateway open(GatewaySettings settings);

    TicketGateway gateway() {
        return open(settings(desk.url().toString(), token(), FakeWebhookDesk.SECRET));
    }

    /** With a key that nobody gave out. */
    TicketGateway stranger() {
        return open(settings(desk.url().toString(), "wrong", "wrong"));
    }

    /** At an address where nobody listens. */
    TicketGateway nowhere() {
        return open(settings("http://127.0.0.1:1", token(), FakeWebhookDesk.SECRET));
    }

    private String token() {
        return switch (this) {
            case REDMINE -> FakeRedmine.KEY;
            case ZAMMAD -> FakeZammad.TOKEN;
            case ZENDESK -> FakeZendesk.TOKEN;
            case WEBHOOK -> "";
        };
    }

    private GatewaySettings settings(String base, String token, String secret) {
        String project = this == ZAMMAD ? "Users" : this == REDMINE ? FakeRedmine.PROJECT : "";
        String field = this == ZAMMAD ? FakeZammad.FIELD : FakeRedmine.FIELD;
        return new GatewaySettings(
                base,
                token,
                project,
                field,
                FakeZendesk.EMAIL,
                secret,
                "On the shelf = waiting",
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
    }
}
