package dev.relaydesk.action;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relaydesk.conversation.Mode;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole policy as somebody wants it. All of it is required, so that nobody changes by leaving out.
 *
 * @param action may be left out; else as in the path
 * @param updatedAt and {@code updatedBy}: taken, so that what was read can be sent back, and ignored
 */
record PolicyChange(
        @Nullable String action,
        @Nullable Boolean enabled,
        @Nullable String tier,
        @Nullable Integer quota,
        @JsonProperty("quota_window_seconds") @Nullable Long quotaWindow,
        @JsonProperty("dedupe_window_seconds") @Nullable Long dedupeWindow,
        @Nullable List<@Nullable String> modes,
        @Nullable Long version,
        @JsonProperty("updated_at") @Nullable Instant updatedAt,
        @JsonProperty("updated_by") @Nullable String updatedBy) {

    private static final int MOST = 1_000_000;
    private static final long LONGEST_SECONDS = Duration.ofDays(366).toSeconds();
    /** The others have no bot that could ask. */
    private static final Set<Mode> WITH_BOT = EnumSet.of(Mode.BOT, Mode.AWAITING_CONFIRMATION, Mode.TICKET_OPEN);

    /** The policy, and the version it was made from. */
    record Valid(ActionPolicy policy, long version) {}

    static Valid validated(@Nullable PolicyChange change, String action) {
        if (change == null) {
            throw new Refusal(ProblemType.BAD_REQUEST, "The body is empty; a policy is expected");
        }
        return change.validated(action);
    }

    private Valid validated(String path) {
        List<Problem.Field> wrong = new ArrayList<>();
        if (action != null && !action.equals(path)) {
            wrong.add(new Problem.Field("action", "must be the one in the path"));
        }
        Tier who = Arrays.stream(Tier.values())
                .filter(each -> each.wire().equals(tier))
                .findFirst()
                .orElse(null);
        if (who == null) {
            wrong.add(new Problem.Field("tier", "must be auto, confirm_customer, approve_staff or never"));
        }
        long most = within(wrong, "quota", quota == null ? null : Long.valueOf(quota), MOST);
        long quotaSeconds = within(wrong, "quota_window_seconds", quotaWindow, LONGEST_SECONDS);
        long dedupeSeconds = within(wrong, "dedupe_window_seconds", dedupeWindow, LONGEST_SECONDS);
        if (most > 0 && quotaSeconds == 0) {
            wrong.add(new Problem.Field("quota_window_seconds", "must be above 0 while there is a quota"));
        }
        long from = within(wrong, "version", version, Long.MAX_VALUE);
        Set<Mode> where = modes(wrong);
        if (enabled == null) {
            wrong.add(new Problem.Field("enabled", "must be true or false"));
        }
        if (!wrong.isEmpty() || who == null || enabled == null) {
            throw new Refusal(ProblemType.BAD_REQUEST, "The policy is not valid", wrong, null);
        }
        return new Valid(
                new ActionPolicy(
                        enabled,
                        who,
                        (int) most,
                        Duration.ofSeconds(quotaSeconds),
                        Duration.ofSeconds(dedupeSeconds),
                        where),
                from);
    }

    private static long within(List<Problem.Field> wrong, String field, @Nullable Long value, long most) {
        if (value == null || value < 0 || value > most) {
            wrong.add(new Problem.Field(
                    field, most == Long.MAX_VALUE ? "must be the one that was read" : "must be between 0 and " + most));
            return 0;
        }
        return value;
    }

    private Set<Mode> modes(List<Problem.Field> wrong) {
        Set<Mode> where = EnumSet.noneOf(Mode.class);
        boolean known = modes != null;
        for (String each : modes == null ? List.<@Nullable String>of() : modes) {
            Optional<Mode> mode =
                    WITH_BOT.stream().filter(one -> one.wire().equals(each)).findFirst();
            mode.ifPresent(where::add);
            known &= mode.isPresent();
        }
        if (!known) {
            wrong.add(new Problem.Field("modes", "must be a list of bot, awaiting_confirmation and ticket_open"));
        }
        return where;
    }
}
