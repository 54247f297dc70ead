package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.access.Actor;
import dev.relaydesk.action.ActionPolicy;
import dev.relaydesk.action.Policies;
import dev.relaydesk.action.Tier;
import dev.relaydesk.conversation.Mode;
import dev.relaydesk.testing.ApiTokenResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may not be done without a colleague. */
@QuarkusTest
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class ApprovalStoryTest {

    private static final String PASSED_ON = "A colleague has to agree to that first. I have passed it on.";
    private static final String NOT_APPROVED = "A colleague has decided against it, so nothing was done.";
    private static final String ACTIONS = "/api/v1/actions/";
    private static final String TICKET =
            envelope("create_ticket", "'subject':'Parcel lost','description':'Order 4711 did not arrive'");
    private static final String BOOKING = envelope("api_call", "'endpoint':'book','parameters':{'order':'4711'}");

    private final ApiCaller colleague = new ApiCaller();

    @Inject
    Story story;

    @Inject
    Policies policies;

    @BeforeEach
    void tickets_and_calls_need_a_colleague() {
        story.begins();
        policy("create_ticket", Tier.APPROVE_STAFF);
        policy("api_call", Tier.APPROVE_STAFF);
    }

    @AfterEach
    void the_colleague_goes_home() {
        colleague.close();
    }

    @Test
    void nothing_is_done_until_a_colleague_agrees_and_then_it_is_done_at_once() {
        Customer ana = asks("my parcel is lost", TICKET);
        String action = actionOf(ana);

        ana.hasHeardExactly(PASSED_ON);
        assertThat(tickets(ana)).isEqualTo("0");
        assertThat(waiting()).contains(action);
        var approved = approves(action);
        story.everythingSettles();

        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
        assertThat(approved.at("/state")).isEqualTo("succeeded");
        assertThat(approved.at("/decision")).isEqualTo("approved");
        assertThat(approved.at("/decided_by")).isEqualTo("api-token");
        assertThat(approved.at("/awaiting_approval")).isEqualTo("false");
        assertThat(tickets(ana)).isEqualTo("1");
        assertThat(ana.heard()).hasSize(2).last().asString().startsWith("I have opened ticket RD-");
        assertThat(waiting()).doesNotContain(action);
        assertThat(audited(action)).isEqualTo("api-token action_approved");
    }

    @Test
    void what_is_done_outside_is_done_by_the_worker_and_the_model_tells() {
        Customer ana = asks("book it", BOOKING);
        story.space().plays(says("Booked."));

        assertThat(story.shop().done("/bookings")).isEmpty();
        approves(actionOf(ana));
        story.until("SELECT state FROM action WHERE id = '" + actionOf(ana) + "'", "succeeded");
        story.everythingSettles();

        assertThat(story.shop().done("/bookings")).hasSize(1);
        ana.hasHeardExactly(PASSED_ON, "Booked.");
    }

    @Test
    void what_is_approved_waits_until_the_customer_has_answered_another_question() {
        Customer ana = asks("book it", BOOKING);
        String booking = actionOf(ana);
        policy("create_ticket", Tier.CONFIRM_CUSTOMER);
        story.space().plays(says(TICKET));
        ana.writes("and my parcel is lost");
        story.everythingSettles();
        assertThat(ana.mode()).isEqualTo("awaiting_confirmation");

        story.space().plays(says("Booked."));
        approves(booking);
        ana.presses("No");
        story.until("SELECT state FROM action WHERE id = '" + booking + "'", "succeeded");
        story.everythingSettles();

        assertThat(ana.actions()).isEqualTo("api_call:succeeded create_ticket:cancelled");
        assertThat(ana.heard().getLast()).isEqualTo("Booked.");
    }

    @Test
    void a_no_is_told_to_the_customer_and_its_reason_to_colleagues() {
        Customer ana = asks("my parcel is lost", TICKET);
        String action = actionOf(ana);

        var rejected = rejects(action, "{\"reason\": \"arrived yesterday\"}");
        story.everythingSettles();

        assertThat(rejected.status()).as(rejected.body()).isEqualTo(200);
        assertThat(rejected.at("/state")).isEqualTo("rejected");
        assertThat(rejected.at("/error_code")).isEqualTo("staff_rejected");
        assertThat(rejected.at("/decision_reason")).isEqualTo("arrived yesterday");
        ana.hasHeardExactly(PASSED_ON, NOT_APPROVED);
        assertThat(tickets(ana)).isEqualTo("0");
        assertThat(ana.mode()).isEqualTo("bot");
        assertThat(audited(action)).isEqualTo("api-token action_rejected");
    }

    @Test
    void after_a_no_the_customer_may_ask_again() {
        Customer ana = asks("my parcel is lost", TICKET);
        rejects(actionOf(ana), "{\"reason\": \"arrived yesterday\"}");
        story.space().plays(says(TICKET));
        ana.writes("it did not!");
        story.everythingSettles();

        assertThat(ana.actions()).isEqualTo("create_ticket:rejected create_ticket:validated");
        assertThat(ana.heard().getLast()).isEqualTo(PASSED_ON);
    }

    @Test
    void the_first_decision_counts_and_whoever_comes_later_is_told_whose_it_was() {
        Customer ana = asks("my parcel is lost", TICKET);
        String action = actionOf(ana);
        approves(action);

        var again = approves(action);
        var no = rejects(action, "{\"reason\": \"too late\"}");
        story.everythingSettles();

        again.isProblem(409, "conflict");
        no.isProblem(409, "conflict");
        assertThat(no.at("/detail")).startsWith("It was approved by api-token at 20");
        assertThat(tickets(ana)).isEqualTo("1");
        assertThat(ana.heard()).hasSize(2);
    }

    @Test
    void two_who_approve_at_the_same_moment_do_it_once() throws Exception {
        Customer ana = asks("my parcel is lost", TICKET);
        String action = actionOf(ana);
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ApiCaller.Answer> one = both.submit(() -> approves(action));
            Future<ApiCaller.Answer> other = both.submit(() -> approves(action));

            assertThat(List.of(one.get().status(), other.get().status())).containsExactlyInAnyOrder(200, 409);
        }
        story.everythingSettles();
        assertThat(tickets(ana)).isEqualTo("1");
    }

    @Test
    void once_somebody_else_speaks_there_is_nothing_to_decide() {
        Customer ana = asks("my parcel is lost", TICKET);
        String action = actionOf(ana);
        ana.hearsFromAColleague("I will look into it");
        story.until("SELECT state FROM action WHERE id = '" + action + "'", "cancelled");

        var late = approves(action);

        late.isProblem(409, "conflict");
        assertThat(late.at("/detail")).contains("cancelled");
        assertThat(waiting()).doesNotContain(action);
        assertThat(tickets(ana)).isEqualTo("0");
    }

    @Test
    void what_nobody_decides_on_expires_and_the_customer_knows() {
        Customer ana = asks("my parcel is lost", TICKET);
        String action = actionOf(ana);
        story.sql("UPDATE action SET approval_until = now() WHERE id = ?::uuid", action);
        assertThat(approves(action).status()).isEqualTo(409);
        story.until(
                "SELECT state || ' ' || error_code FROM action WHERE id = '" + action + "'",
                "expired approval_expired");
        story.everythingSettles();

        assertThat(ana.heard()).hasSize(2).last().asString().startsWith("No colleague could look at it in time");
        assertThat(waiting()).doesNotContain(action);
        assertThat(tickets(ana)).isEqualTo("0");
    }

    @Test
    void a_wait_is_as_long_as_the_setting_says() {
        Customer ana = asks("my parcel is lost", TICKET);

        assertThat(story.text("SELECT approval_until - created_at FROM action WHERE id = ?::uuid", actionOf(ana)))
                .isEqualTo("1 day");
    }

    @Test
    void what_does_not_wait_cannot_be_decided() {
        policy("create_ticket", Tier.AUTO);
        Customer ana = asks("my parcel is lost", TICKET);

        var pointless = approves(actionOf(ana));

        pointless.isProblem(409, "conflict");
        assertThat(pointless.at("/detail")).contains("succeeded");
        approves(UUID.randomUUID().toString()).isProblem(404, "not-found");
    }

    @Test
    void a_no_needs_a_reason_and_a_decision_needs_somebody_who_is_known() {
        String action = actionOf(asks("my parcel is lost", TICKET));

        for (String body : List.of("{}", "{\"reason\": \" \"}", "{\"reason\": \"\\ud800\"}", "")) {
            assertThat(rejects(action, body).isProblem(400, "bad-request")).containsExactly("reason");
        }
        assertThat(colleague
                        .send(ApiCaller.withoutToken(ACTIONS + action + "/approve")
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build())
                        .status())
                .isEqualTo(401);
        assertThat(waiting()).contains(action);
    }

    private ApiCaller.Answer approves(String action) {
        return colleague.posts(ACTIONS + action + "/approve", "");
    }

    private ApiCaller.Answer rejects(String action, String body) {
        return colleague.posts(ACTIONS + action + "/reject", body);
    }

    private List<String> waiting() {
        return colleague
                .gets("/api/v1/actions?awaiting_approval=true&limit=200")
                .json()
                .path("items")
                .findValuesAsText("action_id");
    }

    private Customer asks(String words, String reply) {
        Customer customer = story.customer();
        story.space().plays(says(reply));
        customer.writes(words);
        story.everythingSettles();
        return customer;
    }

    private void policy(String action, Tier tier) {
        Duration hour = Duration.ofHours(1);
        policies.change(
                action,
                new ActionPolicy(true, tier, 0, hour, hour, Set.of(Mode.BOT)),
                policies.held(action).version(),
                Actor.SYSTEM);
    }

    private String actionOf(Customer customer) {
        return story.text(
                "SELECT id FROM action WHERE conversation_id = ?::uuid ORDER BY id LIMIT 1", customer.conversation());
    }

    private String tickets(Customer customer) {
        return story.text("SELECT count(*) FROM ticket WHERE conversation_id = ?::uuid", customer.conversation());
    }

    private String audited(String action) {
        return story.text("SELECT actor || ' ' || action FROM access_audit WHERE subject = 'action:' || ?", action);
    }

    private static String envelope(String action, String metadata) {
        return ("{'action':'" + action + "','reason':'because','metadata':{" + metadata + "}}").replace('\'', '"');
    }
}
