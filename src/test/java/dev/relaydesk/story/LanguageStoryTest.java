package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.access.Colleague;
import dev.relaydesk.access.Colleagues;
import dev.relaydesk.action.Tier;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.handoff.Takeovers;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Customers are told things in their own language. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class LanguageStoryTest extends ActionStory {

    private static final String PASSED_ON =
            "Ich gebe Sie an einen Menschen aus unserem Team weiter. Die Antwort kommt hier.";
    private static final String BOT_IS_BACK = "Sie sprechen jetzt wieder mit dem Assistenten.";

    @Inject
    Takeovers takeovers;

    @Inject
    Colleagues colleagues;

    @Inject
    ScriptedDesk desk;

    @Inject
    Jdbi jdbi;

    @Test
    void a_customer_who_writes_mensch_hears_every_step_in_german() {
        desk.forgets();
        Customer anna = story.customer();
        anna.writes("Mensch!");
        story.everythingSettles();
        var conversation = new ConversationId(UUID.fromString(anna.conversation()));

        takeovers.take(conversation, null, dora(), "console");
        takeovers.handBack(conversation, null, dora(), null);
        story.everythingSettles();

        anna.hasHeardExactly(PASSED_ON, "Dora ist jetzt da und hilft Ihnen ab hier weiter.", BOT_IS_BACK);
        assertThat(language(anna)).isEqualTo("de");
        assertThat(story.space().asked(anna.phone())).isEmpty();
    }

    @Test
    void when_nobody_can_be_told_a_german_customer_hears_the_truth_in_german() {
        desk.forgets();
        desk.isAwayFor(1_000);
        Customer anna = story.customer();
        anna.writes("Mitarbeiter");

        story.until(
                "SELECT count(*)::text FROM delivery_outbox o JOIN conversation_identity i ON i.key = 'phone:"
                        + anna.phone() + "' JOIN conversation v ON v.customer_id = i.customer_id"
                        + " WHERE o.conversation_id = v.id",
                "2");
        story.everythingSettles();
        desk.forgets();

        assertThat(anna.heard().getFirst()).isEqualTo(PASSED_ON);
        assertThat(anna.heard().getLast()).startsWith("Es tut mir leid, bisher war niemand zu erreichen.");
    }

    @Test
    void the_model_may_say_what_language_the_customer_speaks() {
        Customer anna = asks("Ich will mit jemandem reden", envelope("handoff", "'language':'de-AT'"));
        Customer luca = asks("Vorrei parlare con qualcuno", envelope("handoff", "'language':'it'"));

        anna.hasHeardExactly(PASSED_ON);
        luca.hasHeardExactly(HANDED_OVER);
        assertThat(language(luca)).isEqualTo("-");
    }

    @Test
    void a_ticket_is_opened_asked_about_and_left_in_german() {
        Customer anna = asks(
                "Mein Paket ist weg",
                envelope("create_ticket", "'subject':'Paket weg','description':'4711','language':'de'"));
        assertThat(anna.heard().getLast())
                .startsWith("Ich habe für Sie das Ticket " + ticketOf(anna) + " angelegt: Paket weg.");

        anna.writes("Neue Frage");
        story.everythingSettles();
        assertThat(anna.heard().getLast()).isEqualTo("Gern, was möchten Sie wissen?");

        story.space().plays(says(envelope("ticket_status", "")));
        anna.writes("Wie weit ist mein Ticket?");
        story.everythingSettles();
        assertThat(anna.heard().getLast()).isEqualTo("Ihr Ticket " + ticketOf(anna) + " (Paket weg): offen.");
    }

    @Test
    void the_language_is_no_reason_to_do_a_thing_twice() {
        Customer anna = asks("weg", envelope("create_ticket", "'subject':'Weg','description':'4711'"));
        anna.writes("neue Frage");
        story.everythingSettles();
        story.space().plays(says(envelope("create_ticket", "'subject':'Weg','description':'4711','language':'de'")));
        anna.writes("es ist weg");
        story.everythingSettles();

        assertThat(anna.actions()).isEqualTo("create_ticket:succeeded create_ticket:duplicate");
        assertThat(tickets(anna)).isEqualTo("1");
    }

    @Test
    void a_question_is_asked_and_taken_back_in_german() {
        policy("create_ticket", Tier.CONFIRM_CUSTOMER, 5);
        String german = envelope("create_ticket", "'subject':'Paket weg','description':'4711','language':'de'");
        Customer anna = asks("Mein Paket ist weg", german);
        Customer berta = asks("Meins auch", german);

        assertThat(anna.lastHeard().text())
                .contains("Soll ich das tun? Ein Ticket anlegen", "- Betreff: Paket weg", "Antworten Sie ")
                .doesNotContain("language", "Open a ticket");
        anna.writes("Nein.");
        berta.presses("Ja, bitte");
        story.everythingSettles();

        assertThat(anna.heard().getLast()).isEqualTo("In Ordnung, ich lasse es.");
        assertThat(berta.heard().getLast()).startsWith("Ich habe für Sie das Ticket ");
    }

    @Test
    void the_word_for_no_of_another_language_is_a_no_and_tells_the_language() {
        policy("create_ticket", Tier.CONFIRM_CUSTOMER, 5);
        Customer ana = asks("my parcel is lost", TICKET);
        ana.writes("non");
        story.everythingSettles();

        assertThat(ana.heard().getLast()).isEqualTo("D’accord, je laisse.");
        assertThat(language(ana)).isEqualTo("fr");
    }

    @Test
    void a_program_may_say_what_language_its_customer_speaks() {
        String carla = "carla-" + UUID.randomUUID();
        try (var caller = new ApiCaller()) {
            caller.says(Map.of("customer_id", carla, "text", "hola " + carla, "language", "es-MX"));
            caller.hears(Map.of("customer_id", carla, "text", "otra cosa " + carla)); // another way, no language
            story.space().plays(says(envelope("handoff", "")));
            var handedOver = caller.says(Map.of("customer_id", carla, "text", "ayuda", "language", "it"));

            assertThat(handedOver.at("/reply")).startsWith("Le paso con una persona de nuestro equipo");
            assertThat(caller.gets("/api/v1/conversations/" + handedOver.at("/conversation_id"))
                            .at("/language"))
                    .isEqualTo("es");
            assertThat(caller.says(Map.of("customer_id", carla, "text", "ayuda", "language", "spanish!"))
                            .isProblem(400, "bad-request"))
                    .containsExactly("language");
        }
    }

    private String language(Customer customer) {
        return story.text(
                "SELECT coalesce(language, '-') FROM conversation WHERE id = ?::uuid", customer.conversation());
    }

    private Colleague dora() {
        story.sql("""
                INSERT INTO access_staff (id, email, display_name, role, password_hash)
                VALUES (gen_random_uuid(), 'dora@example.org', 'Dora', 'agent', '') ON CONFLICT DO NOTHING
                """);
        return jdbi.withHandle(handle -> colleagues.byEmail(handle, "dora@example.org"))
                .orElseThrow();
    }
}
