package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import dev.relaydesk.testing.desk.FakeDesk;
import dev.relaydesk.testing.desk.FakeDesk.Fate;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What is added to a ticket in Redmine, and who may see it there. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
@WithTestResource(TicketDeskResource.class)
class TicketCommentStoryTest extends RedmineStory {

    @Test
    void what_the_customer_writes_later_is_added_in_order() {
        redmine.plays(new Fate.LosesTheRequest());
        Customer ana = opensATicket();
        ana.writes("it was blue");
        story.everythingSettles();
        ana.writes("and square");
        story.everythingSettles();
        FakeDesk.Ticket there = placed(ana);
        dispatched(ana, "done");

        assertThat(there.comments)
                .extracting(FakeDesk.Comment::text)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("it was blue"),
                        second -> assertThat(second).startsWith("and square"));
        assertThat(there.comments).noneMatch(FakeDesk.Comment::isPrivate);
    }

    @Test
    void a_lost_answer_to_a_comment_leaves_one_comment() {
        Customer ana = opensATicket();
        FakeDesk.Ticket there = placed(ana);
        redmine.plays(new Fate.LosesTheAnswer());
        ana.writes("it was blue");
        story.everythingSettles();
        dispatched(ana, "done");

        assertThat(there.comments).hasSize(1);
    }

    @Test
    void a_note_for_staff_is_private_there_or_not_there_at_all() {
        Customer ana = opensATicket();
        FakeDesk.Ticket there = placed(ana);
        note(ana, "Known customer");
        dispatched(ana, "done");
        redmine.mayWritePrivately = false;
        note(ana, "Be careful");
        dispatched(ana, "done failed");

        assertThat(there.comments).singleElement().satisfies(comment -> {
            assertThat(comment.text()).startsWith("Known customer");
            assertThat(comment.isPrivate()).isTrue();
        });
        assertThat(ana.needsStaff()).isEqualTo("ticket_comment_failed");
        assertThat(gets("/api/v1/tickets/" + id(ana)).getList("comments.dispatch.error_code", String.class))
                .containsExactly(null, "no_private_notes");
    }

    @Test
    void a_note_that_redmine_made_public_all_the_same_is_told_to_staff() {
        Customer ana = opensATicket();
        placed(ana);
        redmine.exposesNotes = true;
        note(ana, "Known customer");
        dispatched(ana, "done failed");

        assertThat(ana.needsStaff()).isEqualTo("note_exposed");
    }

    private void note(Customer customer, String text) {
        caller().body("{\"text\":\"" + text + "\",\"private\":true}")
                .post("/api/v1/tickets/" + id(customer) + "/comments")
                .then()
                .statusCode(200);
    }
}
