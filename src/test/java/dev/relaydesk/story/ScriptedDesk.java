package dev.relaydesk.story;

import dev.relaydesk.handoff.Notice;
import dev.relaydesk.handoff.NoticeResult;
import dev.relaydesk.handoff.Notifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A desk in the office where notices are put: a way to reach staff that does as the story says. */
@ApplicationScoped
class ScriptedDesk implements Notifier {

    private final List<Notice> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();

    void forgets() {
        told.clear();
        refusals.set(0);
    }

    /** The next attempts at a request fail in a way that may pass. */
    void isAwayFor(int attempts) {
        refusals.set(attempts);
    }

    List<Notice> told(UUID conversation) {
        return told.stream()
                .filter(notice -> notice.card().conversation().value().equals(conversation))
                .toList();
    }

    @Override
    public String channel() {
        return "desk";
    }

    @Override
    public List<Recipient> recipients(Handle handle, @Nullable String department) {
        return List.of(new Recipient("office", null));
    }

    @Override
    public NoticeResult send(Notice notice) {
        // What follows from the story before may still be on its way.
        if (notice.kind() == Notice.Kind.REQUEST && refusals.getAndDecrement() > 0) {
            return new NoticeResult.TryLater(Duration.ofMillis(1), "away", "Nobody is in the office");
        }
        told.add(notice);
        return new NoticeResult.Sent("note-" + notice.id(), "office");
    }

    @Override
    public boolean isBridge() {
        return true;
    }

    @Override
    public Optional<String> emailOf(String staffKey) {
        return Optional.of(staffKey + "@example.org");
    }
}
