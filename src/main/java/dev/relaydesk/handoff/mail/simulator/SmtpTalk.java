package dev.relaydesk.handoff.mail.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One conversation with a sender of mails. A recipient whose name begins with {@code refused} is, and {@code busy} is for now. */
final class SmtpTalk {

    private static final int LONGEST_LINE = 4_096;
    private static final int LONGEST_MESSAGE = 2 << 20;
    private static final Pattern PATH = Pattern.compile("(?i)(?:FROM|TO):\\s*<([^<>\\s]*)>.*");

    private final InputStream in;
    private final OutputStream out;
    private final BiConsumer<List<String>, byte[]> taken;
    private final List<String> recipients = new ArrayList<>();
    private boolean begun;

    SmtpTalk(InputStream in, OutputStream out, BiConsumer<List<String>, byte[]> taken) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.taken = taken;
    }

    void run() throws IOException {
        say("220 relaydesk mail sink");
        for (String line = line(); line != null; line = line()) {
            String[] words = line.split(" ", 2);
            String rest = words.length == 2 ? words[1].strip() : "";
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> say("250-relaydesk", "250-8BITMIME", "250 SIZE " + LONGEST_MESSAGE);
                case "HELO" -> say("250 relaydesk");
                case "MAIL" -> mail(rest);
                case "RCPT" -> recipient(rest);
                case "DATA" -> data();
                case "RSET" -> {
                    reset();
                    say("250 OK");
                }
                case "NOOP" -> say("250 OK");
                case "QUIT" -> {
                    say("221 bye");
                    return;
                }
                default -> say("502 not known here");
            }
        }
    }

    private void mail(String rest) throws IOException {
        if (!PATH.matcher(rest).matches()) {
            say("501 no sender");
            return;
        }
        reset();
        begun = true;
        say("250 OK");
    }

    private void recipient(String rest) throws IOException {
        var path = PATH.matcher(rest);
        if (!begun || !path.matches()) {
            say(begun ? "501 no recipient" : "503 MAIL first");
        } else if (path.group(1).startsWith("refused")) {
            say("550 no such mailbox");
        } else if (path.group(1).startsWith("busy")) {
            say("451 try again later");
        } else {
            recipients.add(path.group(1));
            say("250 OK");
        }
    }

    private void data() throws IOException {
        if (recipients.isEmpty()) {
            say("503 RCPT first");
            return;
        }
        say("354 go ahead, end with a dot");
        var message = new ByteArrayOutputStream();
        for (String line = line(); !".".equals(line); line = line()) {
            if (line == null) {
                return;
            }
            if (message.size() < LONGEST_MESSAGE) {
                message.writeBytes((line.startsWith(".") ? line.substring(1) : line).getBytes(ISO_8859_1));
                message.writeBytes("\r\n".getBytes(ISO_8859_1));
            }
        }
        taken.accept(List.copyOf(recipients), message.toByteArray());
        reset();
        say("250 taken");
    }

    private void reset() {
        recipients.clear();
        begun = false;
    }

    private void say(String... lines) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    /** Null when the sender is gone. */
    private @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (line.size() < LONGEST_LINE) {
                line.write(next);
            }
        }
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
