package dev.relaydesk.handoff.mail.simulator;

import dev.relaydesk.access.Role;
import dev.relaydesk.access.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The mails that went nowhere, because no mail server is set. */
@Path("/playground/mails")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.AGENT)
@RunOnVirtualThread
class MailsPage {

    record Inbox(Visitor visitor, List<KeptMail> mails) implements TemplateInstance {}

    private final MailSink sink;
    private final SecurityIdentity identity;

    MailsPage(MailSink sink, SecurityIdentity identity) {
        this.sink = sink;
        this.identity = identity;
    }

    @GET
    public TemplateInstance show() {
        return new Inbox(Visitor.of(identity), sink.mails());
    }
}
