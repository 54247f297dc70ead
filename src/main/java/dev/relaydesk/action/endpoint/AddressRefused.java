package dev.relaydesk.action.endpoint;

import java.net.UnknownHostException;

/** A host that an endpoint must not connect to. */
final class AddressRefused extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    AddressRefused(String message) {
        super(message);
    }
}
