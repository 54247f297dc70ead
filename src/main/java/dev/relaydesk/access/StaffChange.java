package dev.relaydesk.access;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A member of staff as an administrator wants one. What is left out stays as it is; an empty {@code slack_id} or
 * {@code whatsapp} takes it away.
 *
 * @param email of a new one only
 * @param password of a new one only; to be changed at the first sign-in by whoever gets it
 * @param whatsapp with the country code; a plus sign, spaces, hyphens and brackets are left out
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record StaffChange(
        @Nullable String email,
        @Nullable String name,
        @Nullable String password,
        @Nullable String role,
        @Nullable List<String> departments,
        @Nullable String slackId,
        @Nullable String whatsapp,
        @Nullable Boolean active) {

    private static final Set<String> ROLES = Set.of(Role.VIEWER, Role.AGENT, Role.ADMIN);

    /** The same with the number as WhatsApp writes it, checked. */
    StaffChange checked(boolean isNew) {
        List<Problem.Field> wrong = new ArrayList<>();
        if (isNew && (email == null || name == null || password == null || role == null)) {
            wrong.add(new Problem.Field("email, name, password, role", "are required"));
        } else if (isNew) {
            new NewAccount(String.valueOf(email), String.valueOf(name), String.valueOf(password))
                    .complaints()
                    .forEach(complaint -> wrong.add(new Problem.Field("email, name, password", complaint)));
        } else if (email != null || password != null) {
            wrong.add(new Problem.Field("email, password", "cannot be changed here"));
        }
        if (role != null && !ROLES.contains(role)) {
            wrong.add(new Problem.Field("role", "must be viewer, agent or admin"));
        }
        if (name != null && (name.isBlank() || name.length() > 80)) {
            wrong.add(new Problem.Field("name", "must have 1 to 80 characters"));
        }
        if (departments != null && !departments.stream().allMatch(each -> each.matches("[a-z0-9_-]{1,40}"))) {
            wrong.add(new Problem.Field("departments", "must be words of a-z, 0-9, _ and -"));
        }
        if (slackId != null && !slackId.matches("([UW][A-Z0-9]{2,20})?")) {
            wrong.add(new Problem.Field("slack_id", "must be a user id of Slack, such as U012AB3CD"));
        }
        String digits = whatsapp == null ? null : whatsapp.replaceAll("[+ ()-]", "");
        if (digits != null && !digits.matches("([1-9][0-9]{6,14})?")) {
            wrong.add(new Problem.Field("whatsapp", "must be a number with its country code, such as +44 7700 900123"));
        }
        if (!wrong.isEmpty()) {
            throw new Refusal(ProblemType.BAD_REQUEST, "That cannot be stored", wrong, null);
        }
        return new StaffChange(email, name, password, role, departments, slackId, digits, active);
    }

    /** The names of what is given, for the log of who did what. */
    String given() {
        List<String> names = new ArrayList<>();
        if (name != null) {
            names.add("name");
        }
        if (role != null) {
            names.add("role");
        }
        if (departments != null) {
            names.add("departments");
        }
        if (slackId != null) {
            names.add("slack_id");
        }
        if (whatsapp != null) {
            names.add("whatsapp");
        }
        if (active != null) {
            names.add("active");
        }
        return String.join(" ", names);
    }
}
