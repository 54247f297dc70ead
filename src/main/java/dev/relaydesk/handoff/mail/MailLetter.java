package dev.relaydesk.handoff.mail;

import dev.relaydesk.handoff.HandoffCard;
import dev.relaydesk.handoff.Notice;
import io.quarkus.qute.TemplateInstance;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** A mail about a handoff. No header can be broken open by what a customer calls himself, and no picture is fetched. */
final class MailLetter {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final int LONGEST_SUBJECT = 120;

    /** The part for readers without HTML. */
    record Text(HandoffCard card, boolean again, String link) implements TemplateInstance {}

    /** The part with a link to press. */
    record Html(HandoffCard card, boolean again, String link) implements TemplateInstance {}

    /** Keeps the id it is given. */
    private static final class WithId extends MimeMessage {

        private final String id;

        WithId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private MailLetter() {}

    /** The same for each attempt: a reader that gets it twice may show it once. */
    static String messageId(Notice notice, InternetAddress from) {
        String address = from.getAddress();
        return "<" + notice.id() + "@" + address.substring(address.lastIndexOf('@') + 1) + ">";
    }

    static MimeMessage write(
            Session session, InternetAddress from, InternetAddress to, Notice notice, String link, Instant now)
            throws MessagingException {
        boolean again = notice.kind() == Notice.Kind.REMINDER;
        HandoffCard card = notice.card();
        var mail = new WithId(session, messageId(notice, from));
        mail.setFrom(from);
        mail.setRecipient(Message.RecipientType.TO, to);
        mail.setSentDate(Date.from(now));
        mail.setSubject(subject((again ? "Still waiting: " : "Waiting for you: ") + card.customer()), UTF_8);
        // So that nobody's holiday notice answers it (RFC 3834).
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Auto-Response-Suppress", "All");
        String parent = notice.parent();
        if (parent != null && parent.matches("<[!-~&&[^<>]]{1,200}>")) {
            mail.setHeader("In-Reply-To", parent);
            mail.setHeader("References", parent);
        }
        var text = new MimeBodyPart();
        text.setText(new Text(card, again, link).render(), UTF_8);
        var html = new MimeBodyPart();
        html.setText(new Html(card, again, link).render(), UTF_8, "html");
        mail.setContent(new MimeMultipart("alternative", text, html));
        mail.saveChanges();
        return mail;
    }

    /** On one line: a line break in a subject would begin a header of the customer's making. */
    static String subject(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        return line.length() <= LONGEST_SUBJECT
                ? line
                : line.substring(
                                0,
                                line.offsetByCodePoints(
                                        0, Math.min(LONGEST_SUBJECT, line.codePointCount(0, line.length()))))
                        + "…";
    }
}
