package dev.relaydesk;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service, and before it the embedded PostgreSQL unless one is configured. */
@QuarkusMain
public class Relaydesk {

    public static void main(String... args) {
        Quarkus.run(args);
    }
}
