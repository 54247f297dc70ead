package dev.relaydesk.playground;

import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/** A customer's phone: what it sends comes in through the front door, as a signed notification to our own webhook. */
@ApplicationScoped
class Phone {

    /** Longest text WhatsApp lets a person send. */
    static final int LONGEST = 4096;

    private final Jdbi jdbi;
    private final Clock clock;
    private final FrontDoor door;

    Phone(Jdbi jdbi, Clock clock, FrontDoor door) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.door = door;
    }

    /**
     * Returns once the message is committed. The same id twice is one message.
     *
     * @param port where this process listens on loopback
     * @throws Refusal when the simulator is off or the webhook did not take it
     */
    void send(Tester tester, String id, String text, int port) {
        deliver(tester, id, _ -> Notification.text(text), port);
    }

    /** Presses a button. Otherwise like {@link #send}. */
    void press(Tester tester, String id, Offers.Offer offer, int port) {
        deliver(tester, id, account -> Notification.pressed(account, offer), port);
    }

    private void deliver(Tester tester, String id, Function<SimulatedAccount, Map<String, Object>> content, int port) {
        SimulatedAccount account = SimulatedAccount.read(jdbi)
                .orElseThrow(() -> new Refusal(ProblemType.UNAVAILABLE, "The simulated WhatsApp is off"));
        String messageId = "wamid.playground." + id;
        door.deliver(
                Notification.of(
                        account, tester.number(), tester.name(), messageId, content.apply(account), clock.instant()),
                port);
    }
}
