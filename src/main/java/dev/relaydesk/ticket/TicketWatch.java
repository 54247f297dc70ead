package dev.relaydesk.ticket;

import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Slots;
import dev.relaydesk.ticket.gateway.Outcome;
import dev.relaydesk.ticket.gateway.OutsideTicket;
import dev.relaydesk.ticket.gateway.TicketGateway;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Reads how far tickets are outside: soon after a webhook's hint, and slowly without one. */
@ApplicationScoped
class TicketWatch implements Poller {

    static final String NAME = "ticket-watch";

    private static final Logger LOG = Logger.getLogger(TicketWatch.class);

    private final TicketDesk desk;
    private final TicketProgress progress;
    private final Slots slots;

    TicketWatch(TicketDesk desk, TicketProgress progress, TicketTiming timing) {
        this.desk = desk;
        this.progress = progress;
        this.slots = new Slots(timing.concurrency());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration pollOnce() {
        TicketGateway gateway = desk.gateway().orElse(null);
        int room = slots.free();
        if (gateway == null || room == 0) {
            return idle();
        }
        List<TicketProgress.Watched> due = progress.due(desk.name(), room);
        for (TicketProgress.Watched ticket : due) {
            slots.start("Bringing ticket " + ticket.id() + " up to date", () -> read(gateway, ticket));
        }
        return due.isEmpty() ? idle() : Duration.ZERO;
    }

    private void read(TicketGateway gateway, TicketProgress.Watched ticket) {
        switch (gateway.read(ticket.outsideId())) {
            case Outcome.Done<OutsideTicket>(OutsideTicket seen) -> progress.seen(ticket, seen);
            case Outcome.Refused<OutsideTicket> no when no.code().equals("gone") -> progress.gone(ticket);
            case Outcome.Refused<OutsideTicket> no -> LOG.infof("Ticket %s cannot be read: %s", ticket.id(), no.code());
            case Outcome.Unclear<OutsideTicket> no -> LOG.infof("Ticket %s cannot be read: %s", ticket.id(), no.code());
        }
    }
}
