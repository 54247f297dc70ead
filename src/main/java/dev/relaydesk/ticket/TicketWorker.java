package dev.relaydesk.ticket;

import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Slots;
import dev.relaydesk.ticket.gateway.Outcome;
import dev.relaydesk.ticket.gateway.OutsideTicket;
import dev.relaydesk.ticket.gateway.Posted;
import dev.relaydesk.ticket.gateway.Repeat;
import dev.relaydesk.ticket.gateway.TicketGateway;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the ticket system: the attempt is committed before the wire, the outcome after it. Before anything is told again the
 * other side is asked whether it knows it already.
 */
@ApplicationScoped
class TicketWorker implements Poller {

    static final String NAME = "ticket";

    private final TicketDesk desk;
    private final Errands errands;
    private final TicketSettlement settlement;
    private final Slots slots;

    TicketWorker(TicketDesk desk, Errands errands, TicketSettlement settlement, TicketTiming timing) {
        this.desk = desk;
        this.errands = errands;
        this.settlement = settlement;
        this.slots = new Slots(timing.concurrency());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration pollOnce() {
        TicketGateway gateway = desk.gateway().orElse(null);
        if (gateway == null || !errands.anythingDue()) {
            return idle();
        }
        errands.giveUpClaims();
        int room = slots.free();
        if (room > 0) {
            errands.unclear(desk.name(), room).forEach(errand -> start(() -> find(gateway, errand)));
        }
        room = slots.free();
        List<Errand> due = room == 0 ? List.of() : errands.due(desk.name(), room);
        due.forEach(errand -> start(() -> attempt(gateway, errand)));
        return due.isEmpty() ? idle() : Duration.ZERO;
    }

    /** One that breaks off leaves its claim to run out, and then the errand is unclear. */
    private void start(Runnable work) {
        slots.start("Telling the ticket system", work);
    }

    private void attempt(TicketGateway gateway, Errand errand) {
        switch (errand.task()) {
            case Errand.Task.Open(var filing) -> {
                Outcome<Optional<OutsideTicket>> known = errand.attempt() == 1
                        ? new Outcome.Done<>(Optional.empty())
                        : asRefusal(gateway.find(filing.reference()));
                settlement.opened(
                        errand,
                        known.then(found -> found.<Outcome<OutsideTicket>>map(Outcome.Done::new)
                                .orElseGet(() -> gateway.create(filing))));
            }
            case Errand.Task.Comment(String ticket, var note) -> {
                Outcome<Posted> known = errand.attempt() == 1
                        ? new Outcome.Done<>(Posted.ABSENT)
                        : asRefusal(gateway.look(ticket, note));
                settlement.commented(
                        errand,
                        known.then(posted ->
                                posted == Posted.ABSENT ? gateway.comment(ticket, note) : new Outcome.Done<>(posted)));
            }
        }
    }

    /** A look-up changes nothing, so however it ended, nothing was done. */
    private static <T> Outcome<T> asRefusal(Outcome<T> lookUp) {
        return switch (lookUp) {
            case Outcome.Unclear<T>(String code, String detail, @Nullable Duration pause) ->
                new Outcome.Refused<>(code, detail, true, pause);
            case Outcome.Done<T> done -> done;
            case Outcome.Refused<T> refused -> refused;
        };
    }

    private void find(TicketGateway gateway, Errand errand) {
        switch (errand.task()) {
            case Errand.Task.Open(var filing) -> {
                if (gateway.find(filing.reference()) instanceof Outcome.Done<Optional<OutsideTicket>>(var found)) {
                    found.ifPresentOrElse(
                            ticket -> settlement.opened(errand, new Outcome.Done<>(ticket)),
                            () -> notThere(errand, gateway.repeat()));
                } else {
                    lookAgain(errand);
                }
            }
            case Errand.Task.Comment(String ticket, var note) -> {
                if (gateway.look(ticket, note) instanceof Outcome.Done<Posted>(Posted posted)) {
                    if (posted == Posted.ABSENT) {
                        notThere(errand, Repeat.AFTER_LOOK_UP);
                    } else {
                        settlement.commented(errand, new Outcome.Done<>(posted));
                    }
                } else {
                    lookAgain(errand);
                }
            }
        }
    }

    private void notThere(Errand errand, Repeat repeat) {
        if (repeat.isAllowed(errand.certain(), errand.repeated(), errand.hopeless())) {
            settlement.repeat(errand);
        } else {
            lookAgain(errand);
        }
    }

    private void lookAgain(Errand errand) {
        if (errand.hopeless()) {
            settlement.leaveToStaff(errand);
        } else {
            settlement.lookAgain(errand);
        }
    }
}
