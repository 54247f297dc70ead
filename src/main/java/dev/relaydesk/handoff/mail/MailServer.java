package dev.relaydesk.handoff.mail;

import dev.relaydesk.access.StaffStage;
import dev.relaydesk.handoff.Rehearsal;
import dev.relaydesk.handoff.mail.simulator.MailSink;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Where mails go: to the server of the settings, or to the sink beside the playground while there is none. */
@ApplicationScoped
class MailServer implements StaffStage {

    private static final Logger LOG = Logger.getLogger(MailServer.class);

    private final MailConfig config;
    private final MailSink sink;
    private final Rehearsal rehearsal;

    MailServer(MailConfig config, MailSink sink, Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
        this.config = config;
        this.sink = sink;
    }

    void start(@Observes StartupEvent event) {
        List<String> faults = faults(config);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("E-mail is not set up correctly: " + String.join("; ", faults));
        }
        if (played().isPresent()) {
            LOG.info("E-mail is not configured: mails to staff are only shown, at /playground/mails");
        } else if (config.tls() == MailConfig.Tls.NONE && config.password().isPresent()) {
            LOG.warn("RELAYDESK_MAIL_TLS is none: the password of the mail server travels in clear");
        }
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        sink.close();
    }

    /** Whether mails go anywhere at all. */
    boolean isThere() {
        return config.host().isPresent() || rehearsal.isOn();
    }

    @Override
    public Optional<Stage> played() {
        return isSimulated() && isThere() ? Optional.of(new Stage("Mail", "/playground/mails")) : Optional.empty();
    }

    private boolean isSimulated() {
        return config.host().isEmpty();
    }

    InternetAddress from() {
        return config.from()
                .flatMap(MailServer::address)
                .orElseGet(() -> address("relaydesk@localhost").orElseThrow());
    }

    Optional<Credentials> credentials() {
        return config.username()
                .flatMap(name -> config.password().map(password -> new Credentials(name, password)))
                .filter(_ -> !isSimulated());
    }

    /** Without its parts, because records end up in logs. */
    record Credentials(String name, String password) {

        @Override
        public String toString() {
            return "Credentials";
        }
    }

    /** What the mail library has to know. */
    Session session() {
        return isSimulated() ? Session.getInstance(settings("127.0.0.1", sink.port())) : session(config);
    }

    /** For the server of the settings. */
    static Session session(MailConfig config) {
        Properties settings = settings(config.host().orElseThrow(), port(config));
        settings.setProperty("mail.smtp.auth", String.valueOf(config.username().isPresent()));
        switch (config.tls()) {
            case STARTTLS -> {
                settings.setProperty("mail.smtp.starttls.enable", "true");
                settings.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> settings.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> settings.setProperty("mail.smtp.starttls.enable", "false");
        }
        return Session.getInstance(settings);
    }

    /** Each wait on the wire is bounded. */
    private static Properties settings(String host, int port) {
        var settings = new Properties();
        settings.setProperty("mail.transport.protocol", "smtp");
        settings.setProperty("mail.smtp.host", host);
        settings.setProperty("mail.smtp.port", String.valueOf(port));
        settings.setProperty("mail.smtp.connectiontimeout", "3000");
        settings.setProperty("mail.smtp.timeout", "5000");
        settings.setProperty("mail.smtp.writetimeout", "5000");
        settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        settings.setProperty("mail.mime.allowutf8", "false");
        return settings;
    }

    private static int port(MailConfig config) {
        return config.port()
                .orElse(
                        switch (config.tls()) {
                            case STARTTLS -> 587;
                            case TLS -> 465;
                            case NONE -> 25;
                        });
    }

    /** Each setting that is missing or wrong. */
    static List<String> faults(MailConfig config) {
        var faults = new ArrayList<String>();
        boolean anything =
                Stream.of(config.username(), config.password(), config.from()).anyMatch(Optional::isPresent)
                        || config.port().isPresent();
        if (config.host().isEmpty() && anything) {
            faults.add("RELAYDESK_MAIL_HOST is missing");
        }
        if (config.host().isPresent() && config.from().isEmpty()) {
            faults.add("RELAYDESK_MAIL_FROM is missing");
        }
        if (config.username().isPresent() && config.password().isEmpty()) {
            faults.add("RELAYDESK_MAIL_PASSWORD is missing");
        }
        if (config.password().isPresent() && config.username().isEmpty()) {
            faults.add("RELAYDESK_MAIL_USERNAME is missing");
        }
        if (config.from().isPresent()
                && config.from().flatMap(MailServer::address).isEmpty()) {
            faults.add("RELAYDESK_MAIL_FROM is no e-mail address");
        }
        if (config.port().isPresent() && (port(config) < 1 || port(config) > 65_535)) {
            faults.add("RELAYDESK_MAIL_PORT must be between 1 and 65535");
        }
        if (!config.linkLifetime().isPositive()) {
            faults.add("RELAYDESK_MAIL_LINK_LIFETIME must be above 0");
        }
        return faults;
    }

    /** Empty for what is no address of one person; also for one with a line break in it. */
    static Optional<InternetAddress> address(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        try {
            var address = new InternetAddress(text, true);
            return address.getAddress().contains("@") ? Optional.of(address) : Optional.empty();
        } catch (AddressException _) {
            return Optional.empty();
        }
    }
}
