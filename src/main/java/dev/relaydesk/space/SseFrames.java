package dev.relaydesk.space;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of server-sent events into the bytes of their data. Works on bytes, so a character that arrives in two
 * pieces stays whole. An event that the stream ends in is dropped, as the format demands.
 */
final class SseFrames {

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    private byte[] line = new byte[4 * 1024];
    private int lineLength;
    private byte[] data = new byte[4 * 1024];
    private int dataLength;

    SseFrames(InputStream in) {
        this.in = in;
    }

    /** A view of the next event's data, good until the next call; null at the end of the stream. */
    @Nullable
    Frame next() throws IOException {
        dataLength = 0;
        boolean any = false;
        while (readLine()) {
            if (lineLength == 0) {
                if (any) {
                    return new Frame(data, dataLength);
                }
            } else if (startsWithData()) {
                int from = lineLength > DATA.length && line[DATA.length] == ' ' ? DATA.length + 1 : DATA.length;
                if (any) {
                    data = append(data, dataLength++, '\n');
                }
                data = room(data, dataLength + lineLength - from);
                System.arraycopy(line, from, data, dataLength, lineLength - from);
                dataLength += lineLength - from;
                any = true;
            }
        }
        return null;
    }

    /** Bytes that are UTF-8 JSON. */
    record Frame(byte[] bytes, int length) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Frame frame && Arrays.equals(bytes, 0, length, frame.bytes, 0, frame.length);
        }

        @Override
        public int hashCode() {
            return length;
        }

        @Override
        public String toString() {
            return "Frame of %d bytes".formatted(length);
        }
    }

    private boolean startsWithData() {
        return lineLength >= DATA.length && Arrays.equals(line, 0, DATA.length, DATA, 0, DATA.length);
    }

    /** Reads up to a line feed; a carriage return before it does not belong to the line. False if the stream ends first. */
    private boolean readLine() throws IOException {
        lineLength = 0;
        while (true) {
            if (start == end) {
                end = in.read(buffer);
                start = 0;
                if (end < 0) {
                    end = 0;
                    return false;
                }
            }
            int stop = start;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            line = room(line, lineLength + stop - start);
            System.arraycopy(buffer, start, line, lineLength, stop - start);
            lineLength += stop - start;
            boolean complete = stop < end;
            start = complete ? stop + 1 : end;
            if (complete) {
                if (lineLength > 0 && line[lineLength - 1] == '\r') {
                    lineLength--;
                }
                return true;
            }
        }
    }

    private static byte[] append(byte[] array, int at, char c) throws IOException {
        byte[] grown = room(array, at + 1);
        grown[at] = (byte) c;
        return grown;
    }

    private static byte[] room(byte[] array, int needed) throws IOException {
        if (needed <= array.length) {
            return array;
        }
        if (needed > WrapperJson.MAX_BYTES) {
            throw new KeptPrefix.TooMuch();
        }
        return Arrays.copyOf(array, Math.max(needed, array.length * 2));
    }
}
