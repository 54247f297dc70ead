package dev.relaydesk.action.endpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells the addresses of a host's name. */
@FunctionalInterface
interface Names {

    InetAddress[] find(String name) throws UnknownHostException;

    /** The machine's resolver, given up after {@code patience}; by itself it may take minutes. */
    static Names ofSystem(Duration patience) {
        return name -> {
            var search = new FutureTask<>(() -> InetAddress.getAllByName(name));
            Thread.ofVirtual().name("names").start(search);
            try {
                return search.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw unknown(name, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unknown(name, e);
            }
        };
    }

    private static UnknownHostException unknown(String name, Exception cause) {
        var unknown = new UnknownHostException(name);
        unknown.initCause(cause);
        return unknown;
    }
}
