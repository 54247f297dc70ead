package dev.relaydesk.delivery;

import java.time.Duration;

/** What became of one attempt to send. */
public sealed interface SendResult {

    /** The provider took it; delivery is reported later. */
    record Accepted(String providerId) implements SendResult {}

    /** Certainly not taken, and worth another try no sooner than {@code after} from now. */
    record TryLater(Duration after, String code, String detail) implements SendResult {}

    /** Certainly not taken, because of our account (token, limit, lock): nothing of this account goes out for {@code pause}. */
    record AccountStopped(Duration pause, String code, String detail) implements SendResult {}

    /** Certainly not taken, and never will be. */
    record Rejected(String code, String detail) implements SendResult {}

    /** It may or may not have been taken: a timeout, a cut connection, an answer that makes no sense. */
    record Unknown(String code, String detail) implements SendResult {}
}
