package dev.relaydesk.platform.time;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Gives out the system's clock in UTC; the only place that names it. What decides between replicas asks the database. */
public class SystemClock {

    /** For commands that do not start the service; everybody else has it injected. */
    public static Clock withoutService() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Clock clock() {
        return withoutService();
    }
}
