package dev.relaydesk.platform.poll;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs every {@link Poller} of the application, each on a virtual thread of its own, from start to stop. */
@ApplicationScoped
public class Pollers {

    private final Instance<Poller> pollers;
    private final Map<String, PollLoop> loops = new ConcurrentHashMap<>();

    Pollers(@Any Instance<Poller> pollers) {
        this.pollers = pollers;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        pollers.stream().forEach(poller -> loops.put(poller.name(), PollLoop.start(poller)));
    }

    /** Asks the poller of that name to look now. Cheap; many calls become one round. Unknown names are ignored. */
    public void wake(String name) {
        PollLoop loop = loops.get(name);
        if (loop != null) {
            loop.wake();
        }
    }

    /** Asks the poller of that name to look in a while; it may look earlier. */
    public void wakeIn(String name, Duration wait) {
        PollLoop loop = loops.get(name);
        if (loop != null) {
            loop.wakeIn(wait);
        }
    }

    /** Stops looking for new work; what a poller has already started is its own affair. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        List.copyOf(loops.values()).forEach(PollLoop::stop);
        loops.clear();
    }
}
