package dev.relaydesk.research.engine.remote;

/** The wish that a thread stop. Sockets and database connections do not survive it. */
final class Interruption {

    private Interruption() {}

    /** A call that failed may have failed because of it. */
    static void obey() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Does something short first. */
    static void hold(Runnable work) {
        boolean wished = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (wished) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
