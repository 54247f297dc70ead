package dev.relaydesk.ticket.gateway;

import dev.relaydesk.platform.examination.Finding;
import java.util.List;
import java.util.Optional;

/**
 * A ticket system. Each call goes out once, within its time, and never throws for what the other side or the network does.
 * Must not be called within a transaction.
 */
public interface TicketGateway extends AutoCloseable {

    Repeat repeat();

    Outcome<OutsideTicket> create(Filing filing);

    /** The ticket with this reference; empty when the system has none that it knows of. */
    Outcome<Optional<OutsideTicket>> find(String reference);

    /** Adds a comment and looks how it stands there afterwards. One for staff is not sent unless it will be private. */
    Outcome<Posted> comment(String ticket, Note note);

    /** How a comment that may have been added stands there. */
    Outcome<Posted> look(String ticket, Note note);

    /** Reads the ticket; {@link Outcome.Refused} with the code {@code gone} when it was deleted or merged. */
    Outcome<OutsideTicket> read(String ticket);

    /** Tries connection and rights without leaving anything behind. */
    List<Finding> examine();

    @Override
    void close();
}
