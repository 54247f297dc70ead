package dev.relaydesk.research.engine.remote;

import dev.relaydesk.research.engine.Report;
import java.math.BigDecimal;

/** How a run stands with the other side. */
public sealed interface RemoteState {

    /**
     * It is not over.
     *
     * @param status the other side's word
     */
    record Working(String status, int percentage, String text) implements RemoteState {}

    /** It has ended well. */
    record Done(Report report, BigDecimal costUsd) implements RemoteState {}

    /** It has ended without a report; asking again changes nothing. */
    record Ended(String code, String message, BigDecimal costUsd) implements RemoteState {}

    /** It needs something that we do not have, and would wait for it. */
    record Stuck(String code, String message) implements RemoteState {}

    /** What was said makes no sense to us. */
    record Odd(String why) implements RemoteState {}
}
