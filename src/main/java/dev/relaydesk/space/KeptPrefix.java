package dev.relaydesk.space;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lets at most {@code limit} bytes through and remembers the first 16 KB, which is what a failure is recorded with. */
final class KeptPrefix extends FilterInputStream {

    private static final int KEPT = 16 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1024);
    private long left;

    KeptPrefix(InputStream in, long limit) {
        super(in);
        left = limit;
    }

    /** The reply is bigger than anything the wrapper says in earnest. */
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("more bytes than a reply may have");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (count > 0) {
            kept.write(target, offset, Math.min(count, KEPT - kept.size()));
            left -= count;
            if (left < 0) {
                throw new TooMuch();
            }
        }
        return count;
    }

    /** What was read so far, up to 16 KB; a character cut in two shows as a replacement character. */
    String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
