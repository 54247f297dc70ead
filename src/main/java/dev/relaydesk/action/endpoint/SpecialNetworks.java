package dev.relaydesk.action.endpoint;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that are not simply somebody's machine on the public Internet. From IANA's special-purpose address
 * registries for IPv4 and IPv6, with multicast, reserved space, tunnels that carry an IPv4 address within, and the
 * addresses at which clouds tell a machine its credentials.
 */
final class SpecialNetworks {

    private static final List<Network> V4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** All that IANA gives out to machines; everything else is local, mapped, multicast or not given out. */
    private static final Network GLOBAL_V6 = Network.parse("2000::/3");

    /** Within it: Teredo and other protocols, documentation, 6to4, servers for private reverse names. */
    private static final List<Network> V6 =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20");

    /** AWS and most others, Azure, Alibaba, Oracle, AWS over IPv6, Google over IPv6. */
    private static final List<Network> METADATA = networks(
            "169.254.169.254",
            "169.254.170.2",
            "168.63.129.16",
            "100.100.100.200",
            "192.0.0.192",
            "fd00:ec2::254",
            "fd20:ce::254");

    private static final Network NAT64 = Network.parse("64:ff9b::/96");

    private SpecialNetworks() {}

    /**
     * Whether an endpoint that was given {@code allowed} may connect to the address. A metadata address must be allowed
     * by itself; what is translated to IPv4 must be allowed there too.
     */
    static boolean permit(InetAddress address, List<Network> allowed) {
        var allowing = allowed.stream().filter(network -> network.contains(address));
        if (contains(METADATA, address)) {
            return allowing.anyMatch(Network::isOneAddress);
        }
        if (NAT64.contains(address)) {
            return allowing.findAny().isPresent() && permit(embedded(address), allowed);
        }
        return !special(address) || allowing.findAny().isPresent();
    }

    private static boolean special(InetAddress address) {
        if (address instanceof Inet4Address) {
            return contains(V4, address);
        }
        return !GLOBAL_V6.contains(address) || contains(V6, address) || isatap(address) && special(embedded(address));
    }

    /** An interface identifier that holds an IPv4 address, RFC 5214. */
    private static boolean isatap(InetAddress address) {
        byte[] bytes = address.getAddress();
        return (bytes[8] & ~2) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
    }

    private static InetAddress embedded(InetAddress address) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    private static boolean contains(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
