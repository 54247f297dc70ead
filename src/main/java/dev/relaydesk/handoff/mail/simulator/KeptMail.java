package dev.relaydesk.handoff.mail.simulator;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/**
 * A mail as it arrived, and as a reader shows it.
 *
 * @param id counted from one
 * @param html empty when it has none
 * @param source as it came over the wire
 */
public record KeptMail(
        long id,
        Instant at,
        List<String> recipients,
        String from,
        String subject,
        String text,
        String html,
        String source) {

    public KeptMail {
        recipients = List.copyOf(recipients);
    }

    static KeptMail read(long id, Instant at, List<String> recipients, byte[] message) {
        String source = new String(message, StandardCharsets.UTF_8);
        try {
            var mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
            String from = mail.getFrom() == null ? "" : mail.getFrom()[0].toString();
            String subject = mail.getSubject() == null ? "" : mail.getSubject();
            return new KeptMail(
                    id, at, recipients, from, subject, find(mail, "text/plain"), find(mail, "text/html"), source);
        } catch (MessagingException | IOException e) {
            return new KeptMail(id, at, recipients, "", "(cannot be read)", String.valueOf(e.getMessage()), "", source);
        }
    }

    private static String find(Part part, String type) throws MessagingException, IOException {
        Object content = part.getContent();
        if (part.isMimeType(type) && content instanceof String text) {
            return text;
        }
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String found = find(parts.getBodyPart(i), type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
