package dev.relaydesk.handoff.mail;

import dev.relaydesk.access.Colleagues;
import dev.relaydesk.handoff.Notice;
import dev.relaydesk.handoff.NoticeResult;
import dev.relaydesk.handoff.Notifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells colleagues by e-mail, with a link of their own to take over. */
@ApplicationScoped
class MailNotifier implements Notifier {

    private final Colleagues colleagues;
    private final MailLinks links;
    private final MailServer server;
    private final MailWire wire;
    private final Clock clock;
    private final String baseUrl;

    MailNotifier(
            Colleagues colleagues,
            MailLinks links,
            MailServer server,
            MailWire wire,
            Clock clock,
            @ConfigProperty(name = "relaydesk.base-url") String baseUrl) {
        this.colleagues = colleagues;
        this.links = links;
        this.server = server;
        this.wire = wire;
        this.clock = clock;
        this.baseUrl = baseUrl.replaceAll("/+$", "");
    }

    @Override
    public String channel() {
        return "mail";
    }

    @Override
    public List<Recipient> recipients(Handle handle, @Nullable String department) {
        return colleagues.whoMayAnswer(handle).stream()
                .filter(each -> server.isThere() && each.isOf(department))
                .map(each -> new Recipient(each.email(), each.id()))
                .toList();
    }

    @Override
    public NoticeResult send(Notice notice) {
        return switch (notice.kind()) {
            case REQUEST, REMINDER ->
                notice.card().state().equals("waiting") ? mail(notice) : new NoticeResult.Skipped();
            // A mail cannot be changed, and a conversation is not followed by mail: the link leads to it.
            case UPDATE, CUSTOMER, AGENT, ANSWER, KEPT, WENT_OUT, NOT_SENT -> new NoticeResult.Skipped();
        };
    }

    private NoticeResult mail(Notice notice) {
        UUID staff = notice.staff();
        Optional<InternetAddress> to = MailServer.address(notice.recipient());
        if (staff == null || to.isEmpty()) {
            return new NoticeResult.Failed("bad-address", "the colleague's e-mail address cannot be written to");
        }
        String link = baseUrl + "/handoff/" + links.issue(notice.card().handoff(), staff);
        Session session = server.session();
        InternetAddress from = server.from();
        try {
            var mail = MailLetter.write(session, from, to.get(), notice, link, clock.instant());
            return switch (wire.send(session, mail)) {
                case MailWire.Outcome.Taken() -> new NoticeResult.Sent(MailLetter.messageId(notice, from), null);
                case MailWire.Outcome.Later(String code, String detail) ->
                    new NoticeResult.TryLater(Duration.ofSeconds(10L << Math.min(notice.attempt(), 4)), code, detail);
                case MailWire.Outcome.Refused(String code, String detail) -> new NoticeResult.Failed(code, detail);
            };
        } catch (MessagingException e) {
            return new NoticeResult.Failed("not-written", e.getClass().getSimpleName());
        }
    }
}
