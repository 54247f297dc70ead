package dev.relaydesk.space;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.examination.Finding;
import dev.relaydesk.platform.examination.Report;
import dev.relaydesk.platform.http.Probe;
import dev.relaydesk.platform.limit.LimitConfig;
import dev.relaydesk.platform.settings.CommandSettings;
import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** Looks whether the wrapper is there and knows the account and the Space. Asks no question, so it spends none. */
public final class SpaceExamination {

    private static final int MOST_SPACES = 100;

    private final SpaceConfig config;
    private final URI base;
    private final String account;
    private final Probe probe;
    private final Report report = new Report();

    private SpaceExamination(SpaceConfig config, URI base, String account, Probe probe) {
        this.config = config;
        this.base = base;
        this.account = account;
        this.probe = probe;
    }

    /** For whoever does not start the service. */
    public static Report withoutService(Clock clock) {
        SmallRyeConfig settings = CommandSettings.settings()
                .withMapping(SpaceConfig.class)
                .withMapping(LimitConfig.class)
                .build();
        SpaceConfig config = settings.getConfigMapping(SpaceConfig.class);
        List<String> faults = SpaceSettings.faults(config, settings.getConfigMapping(LimitConfig.class));
        return faults.isEmpty() ? of(config, clock) : Report.ofFaults(faults);
    }

    static Report of(SpaceConfig config, Clock clock) {
        if (config.baseUrl().isEmpty()) {
            return Report.of(Finding.notChecked("no wrapper is set", "a Space is played"));
        }
        try (var probe = new Probe(clock)) {
            String account = config.accountName().orElse("");
            return new SpaceExamination(config, config.baseUrl().get(), account, probe).report();
        }
    }

    private Report report() {
        if (isThere() && isKnown() && isSignedIn()) {
            space();
        }
        return report;
    }

    private boolean isThere() {
        Probe.Answer health = probe.ask("GET", WrapperQuery.path(base, "/health"), "");
        boolean there =
                health.status() == 200 && health.body().path("status").asText().equals("healthy");
        report.add(
                there
                        ? Finding.ok("the wrapper answers")
                        : Finding.fault(
                                "the wrapper does not answer (" + said(health) + ")",
                                "Start it, and look whether RELAYDESK_SPACE_BASE_URL leads to it"));
        return there;
    }

    private boolean isKnown() {
        Probe.Answer list = probe.ask("GET", WrapperQuery.path(base, "/api/account/list"), "");
        boolean known = list.body().path("accounts").has(account);
        report.add(
                known
                        ? Finding.ok("it has the account")
                        : Finding.fault(
                                "it does not have the account of RELAYDESK_SPACE_ACCOUNT_NAME",
                                "Add the account to the wrapper, or set the name that it has there"));
        return known;
    }

    /** Lists one thread at Perplexity; the status is 200 either way. */
    private boolean isSignedIn() {
        Probe.Answer test = probe.ask("POST", WrapperQuery.accountTest(base, account), "");
        JsonNode valid = test.body().path("valid");
        if (!valid.isBoolean()) {
            report.add(Finding.warning(
                    "the wrapper could not try the account's session (" + said(test) + ")", "Look into its log"));
            return false;
        }
        report.add(
                valid.booleanValue()
                        ? Finding.ok("Perplexity takes the account's session")
                        : Finding.fault(
                                "Perplexity refuses the account's session",
                                "Sign in to Perplexity again and give the wrapper the new cookies"));
        return valid.booleanValue();
    }

    private void space() {
        String wanted = config.collectionUuid().orElse("").strip();
        if (wanted.isEmpty()) {
            report.add(Finding.warning(
                    "no Space is set", "Set RELAYDESK_SPACE_COLLECTION_UUID, or nothing of yours is asked"));
            return;
        }
        Probe.Answer answer = probe.ask("GET", WrapperQuery.collections(base, account, MOST_SPACES), "");
        JsonNode spaces = answer.body().path("data");
        if (answer.status() != 200 || !spaces.isArray()) {
            report.add(Finding.notChecked(
                    "whether the account sees the Space", "the wrapper could not list them (" + said(answer) + ")"));
        } else if (spaces.findValuesAsText("uuid").contains(wanted)) {
            report.add(Finding.ok("the account sees the Space"));
        } else if (spaces.size() >= MOST_SPACES) {
            report.add(Finding.notChecked(
                    "whether the account sees the Space", "it has more than " + MOST_SPACES + " of them"));
        } else {
            report.add(Finding.fault(
                    "the account does not see the Space of RELAYDESK_SPACE_COLLECTION_UUID",
                    "Share the Space with the account, or correct the setting"));
        }
        report.add(Finding.notChecked("whether the Space answers", "that would spend a question"));
    }

    private static String said(Probe.Answer answer) {
        return answer.status() == 0 ? answer.trouble() : "status " + answer.status();
    }
}
