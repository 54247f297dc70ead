package dev.relaydesk.playground;

import dev.relaydesk.access.Actor;
import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Puts rows where the pipeline would put them. */
@ApplicationScoped
class Stage {

    static final String RAW = """
            {"status":"completed","data":{"text":"**Monday to Friday**, 9 to 18 h.","backend_uuid":"8f0c","mode":"auto","citations":["https://example.org/hours"]}}""";

    private final Jdbi jdbi;

    Stage(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void empty() {
        jdbi.useHandle(handle -> {
            handle.execute("TRUNCATE access_staff, access_session, access_setup, access_failed_sign_in, conversation_customer "
                    + "CASCADE");
            handle.execute("TRUNCATE turn");
            handle.execute("""
                    INSERT INTO platform_setting (key, value) VALUES
                        ('whatsapp.simulator.phone_number_id', '100200300'), ('whatsapp.simulator.app_secret', 'shh')
                    ON CONFLICT (key) DO UPDATE SET value = excluded.value
                    """);
        });
    }

    /** The conversation that intake opens for the first message of the only member of staff. */
    UUID conversation() {
        UUID staff = jdbi.withHandle(handle ->
                handle.createQuery("SELECT id FROM access_staff").mapTo(UUID.class).one());
        String key = "phone:" + Tester.of(new Actor(staff, "Ana")).number();
        UUID id = TimeOrderedId.next();
        jdbi.useTransaction(rows -> {
            UUID customer = TimeOrderedId.next();
            rows.execute("INSERT INTO conversation_customer (id, display_name) VALUES (?, 'Ana')", customer);
            rows.execute(
                    "INSERT INTO conversation_identity (channel, account, key, customer_id) VALUES ('whatsapp', '100200300', ?, ?)",
                    key,
                    customer);
            rows.execute(
                    "INSERT INTO conversation (id, customer_id, channel, account, address, space, space_account, thread_frontend) "
                            + "VALUES (?, ?, 'whatsapp', '100200300', ?, 'default', 'main', ?)",
                    id,
                    customer,
                    key,
                    UUID.randomUUID());
            rows.execute("INSERT INTO conversation_control (conversation_id) VALUES (?)", id);
        });
        return id;
    }

    UUID question(UUID conversation, String text) {
        UUID id = TimeOrderedId.next();
        jdbi.useHandle(rows -> rows.execute(
                "INSERT INTO conversation_message (id, conversation_id, author, text, said_at, state) "
                        + "VALUES (?, ?, 'customer', ?, now(), 'pending')",
                id,
                conversation,
                text));
        return id;
    }

    /** What a good turn leaves behind. */
    UUID answer(UUID conversation, UUID question, String text) {
        UUID turn = TimeOrderedId.next();
        UUID message = TimeOrderedId.next();
        jdbi.useTransaction(rows -> {
            rows.execute(
                    """
                    INSERT INTO turn (id, conversation_id, epoch, lease_token, started_at, outcome, verdict, prompt, gateway,
                        raw_reply, answer, thread_frontend, backend_before, backend_after, model_millis, attempt)
                    SELECT ?, id, 1, 1, now() - interval '1310 milliseconds', 'answered', 'plain_text', ?, 'wrapper', ?, ?,
                        thread_frontend, thread_backend, ?, 1284, 1
                    FROM conversation WHERE id = ?
                    """,
                    turn,
                    "What are your opening hours?",
                    RAW,
                    text,
                    UUID.randomUUID().toString(),
                    conversation);
            rows.execute(
                    "UPDATE conversation SET thread_backend = (SELECT backend_after FROM turn WHERE id = ?) WHERE id = ?",
                    turn,
                    conversation);
            rows.execute("UPDATE conversation_message SET state = 'answered', turn_id = ? WHERE id = ?", turn, question);
            rows.execute(
                    "INSERT INTO conversation_message (id, conversation_id, author, text, said_at, state, turn_id) "
                            + "VALUES (?, ?, 'bot', ?, now(), 'said', ?)",
                    message,
                    conversation,
                    text,
                    turn);
            rows.execute(
                    "INSERT INTO delivery_outbox (message_id, conversation_id, origin, epoch, channel, account, text, "
                            + "correlation_id, state, sent_at) VALUES (?, ?, 'bot', 1, 'whatsapp', '100200300', ?, ?, 'sent', "
                            + "clock_timestamp() + interval '9 milliseconds')",
                    message,
                    conversation,
                    text,
                    message.toString());
        });
        return turn;
    }

    void delivery(UUID conversation, String state) {
        jdbi.useHandle(rows -> rows.execute(
                "UPDATE delivery_outbox SET state = ? WHERE conversation_id = ?", state, conversation));
    }

    String sql(String query) {
        return jdbi.withHandle(rows -> rows.createQuery(query).mapTo(String.class).one());
    }
}
