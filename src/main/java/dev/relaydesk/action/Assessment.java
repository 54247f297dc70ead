package dev.relaydesk.action;

import java.util.List;

/**
 * All that was found out about a reply.
 *
 * @param verdict in one word
 * @param checks every check, in order, those that were not reached too
 */
public record Assessment(Verdict verdict, Decision decision, List<CheckResult> checks) {}
