package dev.relaydesk.research;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.Announcements;
import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.job.Job;
import dev.relaydesk.job.JobEnd;
import dev.relaydesk.research.judge.JudgeVerdict;
import dev.relaydesk.research.report.ReportLinks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Brings what was found out to the customer who waits for it, or to staff when the customer cannot have it now. */
@ApplicationScoped
class Delivery {

    private final Announcements announcements;
    private final Texts texts;
    private final ReportLinks links;

    Delivery(Announcements announcements, Texts texts, ReportLinks links) {
        this.announcements = announcements;
        this.texts = texts;
        this.links = links;
    }

    /** The order of locks: who speaks, then the job. */
    void lock(Handle transaction, Job job) {
        UUID conversation = job.conversation();
        if (conversation != null) {
            Speaker.lock(transaction, new ConversationId(conversation));
        }
    }

    void ended(Handle transaction, Job job, JobEnd end) {
        UUID waiting = job.conversation();
        if (waiting == null) {
            return;
        }
        var conversation = new ConversationId(waiting);
        switch (end) {
            case JobEnd.Completed(var result, var _) -> report(transaction, conversation, job, result);
            case JobEnd.Failed _, JobEnd.TimedOut _ ->
                tell(
                        transaction,
                        conversation,
                        "research_failed",
                        language -> texts.of(Text.RESEARCH_FAILED, language));
            case JobEnd.Cancelled _ -> {
                // Whoever cancelled it knows.
            }
        }
    }

    private void report(Handle transaction, ConversationId conversation, Job job, JsonNode result) {
        if (!result.path("judge").path("verdict").asText().equals(JudgeVerdict.PASS.wire())) {
            leaveToStaff(transaction, conversation, "research_not_good_enough");
            return;
        }
        String summary = Summary.of(result.path("report").path("direct_answer").asText());
        tell(
                transaction,
                conversation,
                "research_waits",
                language -> texts.of(
                        Text.RESEARCH_DONE, language, Map.of("summary", summary, "link", links.link(job.id()))));
    }

    /** The bot's words: after a takeover, or when the customer may not be written to, staff see to it. */
    private void tell(Handle transaction, ConversationId conversation, String otherwise, Announcements.Words words) {
        if (isWithBot(transaction, conversation) && announcements.isWithinWindow(transaction, conversation)) {
            announcements.sayOnCommit(transaction, conversation, words);
        } else {
            leaveToStaff(transaction, conversation, otherwise);
        }
    }

    private static void leaveToStaff(Handle transaction, ConversationId conversation, String why) {
        transaction.execute(
                "UPDATE conversation SET needs_staff = coalesce(needs_staff, ?) WHERE id = ?",
                why,
                conversation.value());
    }

    private static boolean isWithBot(Handle transaction, ConversationId conversation) {
        return transaction
                .createQuery("""
                        SELECT mode IN ('bot', 'awaiting_confirmation', 'ticket_open')
                        FROM conversation_control WHERE conversation_id = :id
                        """)
                .bind("id", conversation.value())
                .mapTo(Boolean.class)
                .one();
    }
}
