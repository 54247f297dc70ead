package dev.relaydesk.action.endpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Stands between an endpoint's HTTP client and the names. It asks once for each connection, checks every address of the
 * answer, and hands over exactly these; the client connects to them and asks nobody again.
 */
final class AddressGuard implements DnsResolver {

    /** Each may take the connect timeout. */
    private static final int MOST_TRIED = 3;

    private final Names names;
    private final List<Network> allowed;

    AddressGuard(Names names, List<Network> allowed) {
        this.names = names;
        this.allowed = allowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = addresses(host);
        for (InetAddress address : addresses) {
            if (!SpecialNetworks.permit(address, allowed)) {
                throw new AddressRefused("%s is at %s".formatted(host, address.getHostAddress()));
            }
        }
        return addresses.length <= MOST_TRIED ? addresses : Arrays.copyOf(addresses, MOST_TRIED);
    }

    /** Only Kerberos wants it. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress literal = HostName.literal(host);
        if (literal != null) {
            return new InetAddress[] {literal};
        }
        String name = HostName.name(host);
        if (name == null) {
            throw new AddressRefused("The host is neither a plain name nor a plain address");
        }
        InetAddress[] addresses = names.find(name).clone();
        if (addresses.length == 0) {
            throw new UnknownHostException(name);
        }
        return addresses;
    }
}
