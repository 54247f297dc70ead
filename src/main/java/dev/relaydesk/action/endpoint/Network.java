package dev.relaydesk.action.endpoint;

import java.net.InetAddress;

/**
 * A block of addresses.
 *
 * @param bits how many leading bits of {@code base} count
 */
record Network(InetAddress base, int bits) {

    /**
     * Reads {@code 10.0.0.0/8} or {@code fd00::/8}; without a slash it is one address.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = HostName.literal(slash < 0 ? text : text.substring(0, slash));
        if (base == null) {
            throw new IllegalArgumentException("'%s' is no network, write 10.0.0.0/8 or fd00::/8".formatted(text));
        }
        int longest = base.getAddress().length * 8;
        String length = slash < 0 ? String.valueOf(longest) : text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > longest) {
            throw new IllegalArgumentException("'%s' has a length that is none".formatted(text));
        }
        return new Network(base, Integer.parseInt(length));
    }

    boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    boolean isOneAddress() {
        return bits == base.getAddress().length * 8;
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + bits;
    }
}
