package dev.relaydesk;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/** With {@code -Drelaydesk.rehearsal=true} the service stops once it has started, so that the launcher can record it. */
class Rehearsal {

    void end(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 900) StartupEvent event) {
        if (Boolean.getBoolean("relaydesk.rehearsal")) {
            Quarkus.asyncExit(0);
        }
    }
}
