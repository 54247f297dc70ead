package dev.relaydesk.ticket.gateway;

import java.time.Duration;
import java.util.Map;

/**
 * What a gateway was told, examined: what it needs is there, and what it does not need is empty.
 *
 * @param base without a slash at its end
 * @param project where tickets are filed: Redmine's project, Zammad's group, Zendesk's group id
 * @param field of our reference
 * @param email of the user whose token it is
 * @param secret signs webhooks, theirs and ours
 * @param statusNames as the operator wrote them
 */
record GatewaySettings(
        String base,
        String token,
        String project,
        String field,
        String email,
        String secret,
        String statusNames,
        Duration connectTimeout,
        Duration timeout) {

    StatusNames statuses(Map<String, TicketStatus> ours) {
        return new StatusNames(ours, statusNames);
    }
}
