package dev.relaydesk.handoff.slack;

import dev.relaydesk.access.Colleague;
import dev.relaydesk.access.Colleagues;
import dev.relaydesk.access.StaffStage;
import dev.relaydesk.handoff.Rehearsal;
import dev.relaydesk.handoff.slack.simulator.SlackSimulator;
import dev.relaydesk.handoff.slack.simulator.SlackUser;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The app we are in Slack: the configured one, or one of the simulator's, or none. */
@ApplicationScoped
class SlackApp implements StaffStage {

    private static final Logger LOG = Logger.getLogger(SlackApp.class);

    private final SlackConfig config;
    private final Instance<HttpServer> ownServer;
    private final Jdbi jdbi;
    private final Colleagues colleagues;
    private final Clock clock;
    private final Rehearsal rehearsal;
    private boolean known;
    private @Nullable SlackAccount account;
    private @Nullable SlackSimulator simulator;

    SlackApp(
            SlackConfig config,
            Instance<HttpServer> ownServer,
            Jdbi jdbi,
            Colleagues colleagues,
            Clock clock,
            Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
        this.config = config;
        this.ownServer = ownServer;
        this.jdbi = jdbi;
        this.colleagues = colleagues;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        account();
        if (simulator().isPresent()) {
            LOG.info("Slack is not configured: a simulator plays it, see /simulators/slack");
        }
    }

    /** Empty when Slack is neither configured nor played. */
    synchronized Optional<SlackAccount> account() {
        if (!known) {
            account = SlackSettings.configured(config).orElse(null);
            if (account == null && rehearsal.isOn()) {
                account = simulated();
            }
            known = true;
        }
        return Optional.ofNullable(account);
    }

    /** Empty when Slack is not played. */
    synchronized Optional<SlackSimulator> simulator() {
        account();
        return Optional.ofNullable(simulator);
    }

    @Override
    public Optional<Stage> played() {
        return simulator().map(_ -> new Stage("Slack", "/simulators/slack"));
    }

    /** Late, so that what is still being sent finds it there. */
    synchronized void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        if (simulator != null) {
            simulator.close();
            simulator = null;
        }
    }

    private SlackAccount simulated() {
        var started = SlackSimulator.start(this::ownWebhook, this::people, clock);
        simulator = started;
        return new SlackAccount(
                started.apiUrl(),
                started.botToken(),
                List.of(new SlackSignature(started.signingSecret())),
                SlackSimulator.CHANNEL,
                Map.of(),
                SlackSimulator.APP,
                SlackSimulator.TEAM);
    }

    private List<SlackUser> people() {
        List<Colleague> staff = jdbi.withHandle(colleagues::whoMayAnswer);
        return SlackUser.workspace(staff.stream()
                .map(colleague -> new SlackUser(SlackUser.id(colleague.id()), colleague.name(), colleague.email()))
                .toList());
    }

    /** Asked late, because a port of 0 is only known once the server listens. */
    private URI ownWebhook() {
        return URI.create("http://127.0.0.1:" + ownServer.get().getPort() + "/webhooks/slack/");
    }
}
