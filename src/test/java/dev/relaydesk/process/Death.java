package dev.relaydesk.process;

import dev.relaydesk.testing.world.PgTrap;
import dev.relaydesk.testing.world.PgTrap.Moment;
import java.util.List;

/** When a replica is to die. The points K1 to K11 are those of the way of one message. */
sealed interface Death {

    /** At any moment. */
    record AtRandom() implements Death {}

    /**
     * When its talk with the database gets to a point.
     *
     * @param point which of the K points
     * @param survives the answer is lost with its connection, but the process lives on
     */
    record AtStatement(String point, PgTrap trap, boolean survives) implements Death {}

    /** K5: while the model thinks. */
    record DuringQuestion() implements Death {}

    /** K10: the provider has the message and the service does not know yet. */
    record DuringSend() implements Death {}

    List<Death> AIMED = List.of(
            new AtStatement("K1", new PgTrap("/* intake.accept */", Moment.AFTER_COMMIT), false),
            new AtStatement("K2", new PgTrap("/* intake.accept */", Moment.AFTER_COMMIT), true),
            new AtStatement("K3", new PgTrap("/* turn.claim */", Moment.BEFORE_STATEMENT), false),
            new AtStatement("K3 assigned", new PgTrap("/* conversation.assign */", Moment.AFTER_COMMIT), false),
            new AtStatement("K4", new PgTrap("/* turn.claim */", Moment.AFTER_COMMIT), false),
            new DuringQuestion(),
            new AtStatement("K6", new PgTrap("/* turn.commit */", Moment.BEFORE_COMMIT), false),
            new AtStatement("K7", new PgTrap("/* turn.commit */", Moment.AFTER_COMMIT), false),
            new AtStatement("K7 survived", new PgTrap("/* turn.commit */", Moment.AFTER_COMMIT), true),
            new AtStatement("K8", new PgTrap("/* delivery.claim */", Moment.BEFORE_STATEMENT), false),
            new AtStatement("K9", new PgTrap("/* delivery.claim */", Moment.AFTER_COMMIT), false),
            new DuringSend(),
            new AtStatement("K11", new PgTrap("/* delivery.settle */", Moment.BEFORE_STATEMENT), false));
}
