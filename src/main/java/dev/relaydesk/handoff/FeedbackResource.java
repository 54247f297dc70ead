package dev.relaydesk.handoff;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.relaydesk.access.Role;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Feedback;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What a customer thinks of what the bot said, from systems that show its answers themselves. */
@Path("/api/v1/conversations/{id}/feedback")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class FeedbackResource {

    private static final int LONGEST = 2_000;

    /**
     * An opinion.
     *
     * @param rating {@code negative}, {@code positive}, or {@code none} to take an earlier one back
     * @param messageId of the bot; null for what it said last
     * @param comment in the customer's words; null for none
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Opinion(
            @Nullable String rating,
            @Nullable UUID messageId,
            @Nullable String comment) {}

    /** What was taken in, and who has the conversation now. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Taken(UUID conversationId, UUID messageId, String rating, String mode) {}

    /** All opinions there are. */
    record All(List<Feedback> items) {}

    private final CustomerFeedback feedback;

    FeedbackResource(CustomerFeedback feedback) {
        this.feedback = feedback;
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    public All all(@RestPath UUID id) {
        return new All(feedback.of(new ConversationId(id)));
    }

    /** The latest opinion of a message counts; given often enough, a negative one brings a human. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AGENT)
    public Taken give(@RestPath UUID id, @Nullable Opinion given) {
        Opinion opinion = given == null ? new Opinion(null, null, null) : given;
        String comment = opinion.comment();
        if (comment != null && comment.length() > LONGEST) {
            throw wrong("comment", "must have at most " + LONGEST + " characters");
        }
        Feedback.Rating rating = rating(opinion);
        return feedback.take(new ConversationId(id), opinion.messageId(), rating, comment)
                .map(taken -> new Taken(
                        id, taken.message(), rating.wire(), taken.mode().wire()))
                .orElseThrow(() ->
                        new Refusal(ProblemType.NOT_FOUND, "The bot has said no such thing in the conversation " + id));
    }

    private static Feedback.Rating rating(Opinion opinion) {
        String rating = opinion.rating();
        return switch (rating == null ? "" : rating) {
            case "negative" -> Feedback.Rating.NEGATIVE;
            case "positive" -> Feedback.Rating.POSITIVE;
            case "none" -> Feedback.Rating.NONE;
            default -> throw wrong("rating", "must be negative, positive or none");
        };
    }

    private static Refusal wrong(String field, String detail) {
        return new Refusal(
                ProblemType.BAD_REQUEST,
                "The feedback is not understood",
                List.of(new Problem.Field(field, detail)),
                null);
    }
}
