package dev.relaydesk.ticket.simulator;

import java.util.List;
import java.util.stream.Collectors;

/** What an agent of the simulated desk sees. Everything on it was written by strangers. */
final class DeskPage {

    private DeskPage() {}

    static String of(List<SimulatedTicket> tickets) {
        String all = tickets.isEmpty()
                ? "<p>No tickets yet. Ask for one in the playground: “Open a ticket: my lamp is broken”.</p>"
                : tickets.stream().map(DeskPage::ticket).collect(Collectors.joining());
        return "<!doctype html><html lang=en><meta charset=utf-8><title>Ticket desk</title><h1>Ticket desk (simulated)</h1>"
                + all + "</html>";
    }

    private static String ticket(SimulatedTicket ticket) {
        String comments = ticket.comments().stream()
                .map(each -> "<li>" + (each.forStaff() ? "<b>private</b> " : "") + escaped(each.author()) + ": "
                        + escaped(each.text()) + "</li>")
                .collect(Collectors.joining());
        return "<section id=\"" + ticket.id() + "\"><h2>" + ticket.id() + " " + escaped(ticket.subject()) + "</h2><p>"
                + ticket.status() + ", " + escaped(ticket.reference()) + "</p><pre>" + escaped(ticket.description())
                + "</pre><ul>" + comments + "</ul>" + button(ticket, "solved", "Solve")
                + button(ticket, "waiting", "Wait for the customer") + button(ticket, "open", "Open again")
                + "</section><hr>";
    }

    private static String button(SimulatedTicket ticket, String status, String title) {
        return ticket.status().equals(status)
                ? ""
                : "<form method=post action=\"/desk/" + ticket.id() + "/" + status + "\"><button>" + title
                        + "</button></form>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
