package dev.relaydesk.handoff;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of an attempt to tell staff something. */
public sealed interface NoticeResult {

    /**
     * It was taken.
     *
     * @param providerId by which a reply or a press is recognised
     * @param place where later notices of the same handoff belong
     */
    record Sent(String providerId, @Nullable String place) implements NoticeResult {}

    /** Worth another try no sooner than {@code after} from now. Also when it may have been taken: notices are at-least-once. */
    record TryLater(Duration after, String code, String detail) implements NoticeResult {}

    /** It will never be taken this way; the ladder is climbed at once. */
    record Failed(String code, String detail) implements NoticeResult {}

    /** This medium does not show such a notice. */
    record Skipped() implements NoticeResult {}
}
