package dev.relaydesk.process;

import dev.relaydesk.testing.world.Notification;
import dev.relaydesk.testing.world.Said;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Customers that write in parts; Meta posts each part shuffled, some of it in batches, some of it up to five times. */
final class Crowd {

    private final Stage stage;
    private final Random random;
    private final int customers;
    private final int messagesEach;
    private final int parts;
    private final int firstCustomer;
    private int written;
    private int part;

    Crowd(Stage stage, Random random, int customers, int messagesEach, int parts) {
        this.stage = stage;
        this.random = random;
        this.customers = customers;
        this.messagesEach = messagesEach;
        this.parts = parts;
        firstCustomer = stage.world().newCustomer();
        for (int i = 1; i < customers; i++) {
            stage.world().newCustomer();
        }
    }

    /** The next part of the messages is on its way, spread over about a second. */
    void writeNextPart() {
        part++;
        int until = customers * messagesEach * part / parts;
        List<Said> said = new ArrayList<>();
        for (; written < until; written++) {
            said.add(stage.world().write(firstCustomer + written % customers, 1 + written / customers));
        }
        Collections.shuffle(said, random);
        for (int from = 0; from < said.size(); ) {
            int size = random.nextInt(10) == 0 ? 3 : 1;
            int to = Math.min(said.size(), from + size);
            post(stage.world().meta().messages(said.subList(from, to)));
            from = to;
        }
    }

    private void post(Notification notification) {
        int copies = random.nextInt(10) < 3 ? 2 + random.nextInt(4) : 1;
        for (int copy = 0; copy < copies; copy++) {
            stage.world().courier().deliver(notification, stage.webhooks(), random.nextInt(copy == 0 ? 800 : 3_000));
        }
    }
}
