package dev.relaydesk.handoff.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** One mail to the server: once, and within its time. */
@ApplicationScoped
class MailWire {

    /** A server may drip; the library only bounds each wait by itself. */
    private static final Duration DEADLINE = Duration.ofSeconds(9);

    /** What the server said. */
    sealed interface Outcome {

        record Taken() implements Outcome {}

        /** Also when it may have been taken. */
        record Later(String code, String detail) implements Outcome {}

        record Refused(String code, String detail) implements Outcome {}
    }

    private final MailServer server;

    MailWire(MailServer server) {
        this.server = server;
    }

    Outcome send(Session session, MimeMessage mail) {
        var task = new FutureTask<Outcome>(() -> talk(session, mail));
        // An interrupt closes the socket that a virtual thread waits for.
        Thread.ofVirtual().name("mail").start(task);
        try {
            return task.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            task.cancel(true);
            return new Outcome.Later("timeout", "the mail server was too slow");
        } catch (ExecutionException e) {
            return new Outcome.Later("internal", String.valueOf(e.getCause()));
        } catch (InterruptedException _) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Later("interrupted", "the service stops");
        }
    }

    private Outcome talk(Session session, MimeMessage mail) {
        var credentials = server.credentials();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(
                    credentials.map(MailServer.Credentials::name).orElse(null),
                    credentials.map(MailServer.Credentials::password).orElse(null));
            transport.sendMessage(mail, mail.getAllRecipients());
            return new Outcome.Taken();
        } catch (AuthenticationFailedException _) {
            return new Outcome.Refused("authentication", "the mail server does not know name and password");
        } catch (MessagingException e) {
            return judge(e);
        }
    }

    /** A code of 500 and above is meant for good; everything else may pass. The server's own words can hold addresses. */
    private static Outcome judge(MessagingException failure) {
        int code = 0;
        for (Exception cause = failure; cause != null; cause = next(cause)) {
            code = Math.max(code, codeOf(cause));
        }
        return code >= 500
                ? new Outcome.Refused("smtp-" + code, "the mail server refused it")
                : new Outcome.Later(
                        code == 0 ? "unreachable" : "smtp-" + code,
                        failure.getClass().getSimpleName());
    }

    private static @Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException chained ? chained.getNextException() : null;
    }

    private static int codeOf(Exception failure) {
        return switch (failure) {
            case SMTPAddressFailedException refused -> refused.getReturnCode();
            case SMTPSenderFailedException refused -> refused.getReturnCode();
            case SMTPSendFailedException refused -> refused.getReturnCode();
            default -> 0;
        };
    }
}
