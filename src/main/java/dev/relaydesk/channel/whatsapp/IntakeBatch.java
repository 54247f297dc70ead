package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.channel.whatsapp.WhatsAppTranslator.Translation;
import dev.relaydesk.conversation.InboundEvent;
import dev.relaydesk.conversation.Intake;
import dev.relaydesk.delivery.Receipt;
import dev.relaydesk.delivery.Receipts;
import dev.relaydesk.platform.db.SqlTrouble;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Lets webhooks that arrive together share one commit. A webhook that comes alone is committed at once; those that come
 * while a commit is on its way are the next one.
 */
@ApplicationScoped
class IntakeBatch {

    private static final Logger LOG = Logger.getLogger(IntakeBatch.class);

    private static final int MOST_IN_ONE_COMMIT = 64;
    private static final int MOST_ELEMENTS_IN_ONE_COMMIT = 2_000;
    /** Bodies of up to 3 MB wait in memory, so the queue has an end. */
    private static final int MOST_WAITING = 512;
    /** Meta wishes for answers below a second and asks again later; the sender should not wait for a stalled database. */
    private static final long BUDGET_MILLIS = 2_000;

    private final Jdbi jdbi;
    private final Intake intake;
    private final Receipts receipts;
    private final StaffDoor staff;
    private final ConcurrentLinkedQueue<Request> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean troubled = new AtomicBoolean();

    IntakeBatch(Jdbi jdbi, Intake intake, Receipts receipts, StaffDoor staff) {
        this.jdbi = jdbi;
        this.intake = intake;
        this.receipts = receipts;
        this.staff = staff;
    }

    /**
     * Stores what a body brought, and returns when it is committed. A body that the database will not hold is
     * quarantined, which counts as stored.
     *
     * @param signature the body's, only used as its name
     * @return false when it could not be committed in time; it may be committed later, which does no harm
     */
    boolean store(Translation translation, String signature, byte[] body) {
        return await(new Request(translation, null, signature, body, new CompletableFuture<>()));
    }

    /** Keeps a body that nobody understands. Otherwise like {@link #store}. */
    boolean quarantine(String reason, String signature, byte[] body) {
        return await(new Request(Translation.EMPTY, reason, signature, body, new CompletableFuture<>()));
    }

    private boolean await(Request request) {
        if (waitingCount.incrementAndGet() > MOST_WAITING) {
            waitingCount.decrementAndGet();
            return false;
        }
        waiting.add(request);
        startDraining();
        try {
            return request.done.get(BUDGET_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            if (waiting.remove(request)) {
                waitingCount.decrementAndGet();
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void startDraining() {
        if (draining.compareAndSet(false, true)) {
            Thread.ofVirtual().name("intake").start(this::drain);
        }
    }

    private void drain() {
        try {
            for (List<Request> batch = next(); !batch.isEmpty(); batch = next()) {
                commit(batch);
            }
        } finally {
            draining.set(false);
            if (!waiting.isEmpty()) {
                startDraining();
            }
        }
    }

    private List<Request> next() {
        var batch = new ArrayList<Request>();
        int elements = 0;
        for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
            waitingCount.decrementAndGet();
            batch.add(request);
            elements += request.translation.events().size()
                    + request.translation.receipts().size();
            if (batch.size() == MOST_IN_ONE_COMMIT || elements >= MOST_ELEMENTS_IN_ONE_COMMIT) {
                break;
            }
        }
        // Replicas that get the same bodies insert them in the same order, so they cannot wait for each other in a
        // ring.
        batch.sort(Comparator.comparing(Request::signature));
        return batch;
    }

    private void commit(List<Request> batch) {
        SqlTrouble trouble = attempt(batch);
        if (trouble == null || trouble == SqlTrouble.DATABASE) {
            finish(batch, trouble == null);
        } else {
            batch.forEach(this::commitAlone);
        }
    }

    /** One body that cannot be stored must not take its neighbours with it. */
    private void commitAlone(Request request) {
        SqlTrouble trouble = attempt(List.of(request));
        if (trouble == SqlTrouble.CONFLICT) {
            trouble = attempt(List.of(request));
        }
        if (isOfContent(trouble) && request.reason == null) {
            trouble = attempt(List.of(request.quarantined("it could not be stored")));
        }
        finish(List.of(request), trouble == null);
    }

    /** A stumble of our own over a body must not make Meta send it for a week, so it counts as the body's fault. */
    private static boolean isOfContent(@Nullable SqlTrouble trouble) {
        return trouble == SqlTrouble.DATA || trouble == SqlTrouble.NONE;
    }

    /** Returns null when all of it is stored. */
    private @Nullable SqlTrouble attempt(List<Request> batch) {
        List<InboundEvent> events = batch.stream()
                .flatMap(request -> request.translation.events().stream())
                .toList();
        List<Receipt> reported = batch.stream()
                .flatMap(request -> request.translation.receipts().stream())
                .toList();
        List<StaffPost> posts = batch.stream()
                .map(request -> request.translation.staff())
                .filter(post -> !post.isEmpty())
                .toList();
        try {
            jdbi.useTransaction(transaction -> {
                if (!events.isEmpty()) {
                    intake.accept(transaction, events);
                }
                if (!reported.isEmpty()) {
                    receipts.accept(transaction, reported);
                }
                staff.accept(transaction, posts);
                for (Request request : batch) {
                    if (request.reason != null) {
                        intake.quarantine(transaction, WhatsAppTranslator.CHANNEL, request.reason, request.body);
                    }
                }
            });
        } catch (RuntimeException e) {
            SqlTrouble trouble = SqlTrouble.of(e);
            if (trouble == SqlTrouble.DATABASE && !troubled.getAndSet(true)) {
                LOG.errorf("Webhooks of WhatsApp cannot be stored: %s", SqlTrouble.describe(e));
            }
            if (isOfContent(trouble) && batch.size() == 1) {
                LOG.errorf("A signed body from WhatsApp cannot be stored: %s", SqlTrouble.describe(e));
            }
            return trouble;
        }
        if (troubled.get() && troubled.getAndSet(false)) {
            LOG.info("Webhooks of WhatsApp are stored again");
        }
        wake(!events.isEmpty(), !reported.isEmpty());
        return null;
    }

    private void wake(boolean newEvents, boolean newReceipts) {
        if (newEvents) {
            intake.arrived();
        }
        if (newReceipts) {
            receipts.arrived();
        }
    }

    private static void finish(List<Request> batch, boolean stored) {
        batch.forEach(request -> request.done.complete(stored));
    }

    private record Request(
            Translation translation,
            @Nullable String reason,
            String signature,
            byte[] body,
            CompletableFuture<Boolean> done) {

        Request quarantined(String why) {
            return new Request(Translation.EMPTY, why, signature, body, done);
        }
    }
}
