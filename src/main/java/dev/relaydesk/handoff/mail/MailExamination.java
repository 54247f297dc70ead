package dev.relaydesk.handoff.mail;

import dev.relaydesk.platform.examination.Finding;
import dev.relaydesk.platform.examination.Report;
import dev.relaydesk.platform.settings.CommandSettings;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Greets the mail server, begins TLS and signs in, and leaves again without a mail. */
public final class MailExamination {

    private MailExamination() {}

    /** For whoever does not start the service. */
    public static Report withoutService() {
        return of(
                CommandSettings.settings().withMapping(MailConfig.class).build().getConfigMapping(MailConfig.class));
    }

    static Report of(MailConfig config) {
        List<String> faults = MailServer.faults(config);
        if (!faults.isEmpty()) {
            return Report.ofFaults(faults);
        }
        if (config.host().isEmpty()) {
            return Report.of(Finding.notChecked("no mail server is set", "nothing is set"));
        }
        boolean signsIn = config.username().isPresent();
        try (Transport transport = MailServer.session(config).getTransport("smtp")) {
            transport.connect(config.username().orElse(null), config.password().orElse(null));
        } catch (AuthenticationFailedException _) {
            return Report.of(Finding.fault(
                    "the mail server refuses name and password",
                    "Compare RELAYDESK_MAIL_USERNAME and _PASSWORD; some providers want a password for apps"));
        } catch (MessagingException e) {
            return Report.of(broken(config, e));
        }
        var report = Report.of(Finding.ok("the mail server answers, " + secured(config)));
        if (signsIn && config.tls() == MailConfig.Tls.NONE) {
            report.add(Finding.warning(
                    "the password travels in clear", "Set RELAYDESK_MAIL_TLS to starttls or tls, if the server can"));
        }
        return report.add(
                        signsIn
                                ? Finding.ok("it takes name and password")
                                : Finding.notChecked("signing in", "RELAYDESK_MAIL_USERNAME is not set"))
                .add(Finding.notChecked("whether it takes mails of the sender", "no mail was sent"));
    }

    private static String secured(MailConfig config) {
        return switch (config.tls()) {
            case STARTTLS, TLS -> "with TLS and a certificate that is accepted";
            case NONE -> "without TLS";
        };
    }

    private static Finding broken(MailConfig config, MessagingException failure) {
        if (caused(failure, UnknownHostException.class)) {
            return Finding.fault("there is no such mail server", "Correct RELAYDESK_MAIL_HOST");
        }
        if (caused(failure, SSLException.class)) {
            return Finding.fault(
                    "the mail server's certificate is not accepted, or it speaks no TLS there",
                    "RELAYDESK_MAIL_HOST must be the name in the certificate, and RELAYDESK_MAIL_TLS fit the port: starttls"
                            + " for 587, tls for 465");
        }
        if (caused(failure, ConnectException.class) || caused(failure, SocketTimeoutException.class)) {
            return Finding.fault(
                    "the mail server does not answer",
                    "Look whether this machine may reach RELAYDESK_MAIL_HOST and RELAYDESK_MAIL_PORT, and whether"
                            + " RELAYDESK_MAIL_TLS fits the port");
        }
        return config.tls() == MailConfig.Tls.STARTTLS
                ? Finding.fault(
                        "the mail server does not offer STARTTLS, so nothing was said to it",
                        "Use a port that does, or set RELAYDESK_MAIL_TLS to tls")
                : Finding.fault(
                        "the mail server does not talk to us ("
                                + failure.getClass().getSimpleName() + ")",
                        "Look into its log");
    }

    private static boolean caused(MessagingException failure, Class<? extends Exception> kind) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure instanceof MessagingException chained ? chained.getNextException() : failure.getCause();
    }
}
