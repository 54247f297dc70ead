package dev.relaydesk.handoff.slack.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Somebody in the simulated workspace.
 *
 * @param id as Slack would give it
 */
public record SlackUser(String id, String name, String email) {

    private static final SlackUser BEN = new SlackUser("U0BEN", "Ben", "ben@example.org");
    private static final SlackUser STRANGER = new SlackUser("U0STRANGER", "Stranger", "stranger@example.net");

    /** The id of a member of staff; the same after each start. */
    public static String id(UUID staff) {
        return "U" + staff.toString().replace("-", "").substring(12).toUpperCase(Locale.ROOT);
    }

    /** The staff, and two who need not be: Ben, who is when an account has his address, and a stranger. */
    public static List<SlackUser> workspace(List<SlackUser> staff) {
        var everybody = new ArrayList<>(staff);
        if (staff.stream().noneMatch(user -> user.email().equals(BEN.email()))) {
            everybody.add(BEN);
        }
        everybody.add(STRANGER);
        return List.copyOf(everybody);
    }
}
