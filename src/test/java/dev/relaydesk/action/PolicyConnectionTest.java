package dev.relaydesk.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.access.Audit;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Whoever holds a connection and waits for a second one waits for ever when all the others do the same. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class PolicyConnectionTest {

    private static final ConnectionFactory NONE_LEFT = () -> {
        throw new SQLException("all connections are taken");
    };

    @Inject
    Jdbi jdbi;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Test
    void a_policy_is_read_on_the_connection_of_the_transaction_that_asks() {
        var policies = new Policies(Jdbi.create(NONE_LEFT), audit, clock);

        ActionPolicy policy = jdbi.inTransaction(transaction -> policies.of(transaction, "close_conversation"));

        assertThat(policy).isEqualTo(ActionPolicy.initial("close_conversation"));
    }
}
