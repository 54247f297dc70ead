package dev.relaydesk.handoff.slack;

import dev.relaydesk.platform.examination.Finding;
import dev.relaydesk.platform.examination.Report;
import dev.relaydesk.platform.http.Probe;
import dev.relaydesk.platform.settings.CommandSettings;
import dev.relaydesk.platform.settings.StartRefused;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks whether the token is good, has its scopes and sees the channels. Writes nothing. */
public final class SlackExamination {

    private static final List<String> SCOPES =
            List.of("chat:write", "reactions:write", "users:read", "users:read.email");

    private static final String MANIFEST = "Add it under OAuth & Permissions and install the app again";

    private final SlackConfig config;
    private final SlackAccount account;
    private final Probe probe;
    private final Report report = new Report();

    private SlackExamination(SlackConfig config, SlackAccount account, Probe probe) {
        this.config = config;
        this.account = account;
        this.probe = probe;
    }

    /** For whoever does not start the service. */
    public static Report withoutService(Clock clock) {
        return of(
                CommandSettings.settings()
                        .withMapping(SlackConfig.class)
                        .build()
                        .getConfigMapping(SlackConfig.class),
                clock);
    }

    static Report of(SlackConfig config, Clock clock) {
        SlackAccount account;
        try {
            account = SlackSettings.configured(config).orElse(null);
        } catch (StartRefused e) {
            return Report.ofFaults(String.valueOf(e.getMessage()).lines().toList());
        }
        if (account == null) {
            return Report.of(Finding.notChecked("Slack is not set up", "nothing is set"));
        }
        try (var probe = new Probe(clock)) {
            return new SlackExamination(config, account, probe).report();
        }
    }

    private Report report() {
        Probe.Answer test = probe.ask("POST", account.method("auth.test"), account.botToken());
        test.clockAhead().ifPresent(ahead -> report.clock("Slack", ahead));
        if (!isOk(test)) {
            return report.add(refused(test));
        }
        report.add(Finding.ok("the token is good"));
        String team = test.body().path("team_id").asText();
        if (config.teamId()
                .filter(id -> !id.isBlank() && !id.strip().equals(team))
                .isPresent()) {
            report.add(Finding.fault(
                    "the token is of another workspace than RELAYDESK_SLACK_TEAM_ID", "Set the one or the other"));
        }
        scopes(test.headers().getOrDefault("x-oauth-scopes", ""));
        account.places().forEach(this::channel);
        return report.add(Finding.notChecked(
                "signing secret and events", "only a request of Slack's shows whether they are right"));
    }

    private static Finding refused(Probe.Answer test) {
        String word = word(test);
        return switch (word) {
            case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired" ->
                Finding.fault(
                        "Slack refuses the token (" + word + ")",
                        "Install the app again and set RELAYDESK_SLACK_BOT_TOKEN to the new Bot User OAuth Token");
            default ->
                test.status() == 0
                        ? Finding.fault(
                                "Slack cannot be reached (" + word + ")",
                                "Look whether this machine may call RELAYDESK_SLACK_API_URL")
                        : Finding.warning("Slack does not answer well at the moment (" + word + ")", "Ask again later");
        };
    }

    private void scopes(String header) {
        List<String> held =
                Arrays.stream(header.split(",", -1)).map(String::strip).toList();
        if (header.isBlank()) {
            report.add(Finding.notChecked("the token's scopes", "the answer did not list them"));
            return;
        }
        List<String> missing = new ArrayList<>(SCOPES);
        missing.removeAll(held);
        if (!held.contains("channels:history") && !held.contains("groups:history")) {
            missing.add("channels:history (groups:history for a private channel)");
        }
        report.add(
                missing.isEmpty()
                        ? Finding.ok("the token has its scopes")
                        : Finding.fault("the token lacks " + String.join(", ", missing), MANIFEST));
    }

    /** Reads one message and looks at none: only whether it may. */
    private void channel(String id) {
        URI uri = URI.create(account.method("conversations.history") + "?limit=1&channel=" + id);
        Probe.Answer answer = probe.ask("GET", uri, account.botToken());
        String what = "the channel " + id;
        report.add(
                switch (word(answer)) {
                    case "" -> Finding.ok(what + " can be used");
                    case "not_in_channel" ->
                        Finding.fault("the app is not in " + what, "Write /invite @Relaydesk in the channel");
                    case "channel_not_found" ->
                        Finding.fault(
                                "Slack does not know " + what,
                                "Set the id at the bottom of View channel details; into a private channel, invite the app first");
                    case "missing_scope" -> Finding.fault("the token may not read " + what, MANIFEST);
                    default ->
                        Finding.notChecked(what, "Slack does not answer well at the moment (" + word(answer) + ")");
                });
    }

    private static boolean isOk(Probe.Answer answer) {
        return word(answer).isEmpty();
    }

    /** Slack's word for what is wrong; empty when all is well. */
    private static String word(Probe.Answer answer) {
        if (answer.status() == 0) {
            return answer.trouble();
        }
        if (answer.status() == 200 && answer.body().path("ok").asBoolean()) {
            return "";
        }
        String error = answer.body().path("error").asText();
        return error.matches("[a-z0-9_]{1,80}") ? error : "status " + answer.status();
    }
}
