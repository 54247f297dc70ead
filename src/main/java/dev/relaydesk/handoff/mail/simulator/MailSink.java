package dev.relaydesk.handoff.mail.simulator;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail server on a loopback port that passes nothing on: the last mails can be read here. Speaks as much of RFC 5321 as a
 * sender needs.
 */
@ApplicationScoped
public class MailSink implements AutoCloseable {

    private static final int MOST_KEPT = 100;

    private final Clock clock;
    private final Deque<KeptMail> mails = new ArrayDeque<>();
    private @Nullable ServerSocket server;
    private long taken;

    MailSink(Clock clock) {
        this.clock = clock;
    }

    /** Where it listens; it begins to when it is asked for the first time. */
    public synchronized int port() {
        ServerSocket open = server;
        if (open == null) {
            try {
                open = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server = open;
            ServerSocket listening = open;
            Thread.ofVirtual().name("mail-sink").start(() -> listen(listening));
        }
        return open.getLocalPort();
    }

    /** What was taken, the latest first. */
    public List<KeptMail> mails() {
        synchronized (mails) {
            return new ArrayList<>(mails).reversed();
        }
    }

    private void listen(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket caller = listening.accept();
                Thread.ofVirtual().name("mail-sink-caller").start(() -> serve(caller));
            } catch (IOException _) {
                // Closed, or the caller was gone before we answered.
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            caller.setSoTimeout(30_000);
            new SmtpTalk(caller.getInputStream(), caller.getOutputStream(), this::take).run();
        } catch (IOException _) {
            // The sender went away; it notices that itself.
        }
    }

    private void take(List<String> recipients, byte[] message) {
        synchronized (mails) {
            taken++;
            mails.addLast(KeptMail.read(taken, clock.instant(), recipients, message));
            if (mails.size() > MOST_KEPT) {
                mails.removeFirst();
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
