package dev.relaydesk.action;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.action.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** The two names of a request that keep it from being done twice: SHA-256 in hexadecimal, 64 characters. */
public final class ActionKeys {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ActionKeys() {}

    /**
     * The same when a turn is run again.
     *
     * @param ordinal of the request within the turn, from 0
     */
    public static String idempotency(UUID conversation, UUID turn, int ordinal, String action) {
        return sha256(CanonicalJson.of(NODES.arrayNode()
                .add(conversation.toString())
                .add(turn.toString())
                .add(ordinal)
                .add(action)));
    }

    /** The same when the customer asks for the same thing again, whenever and wherever, in whatever order of keys. */
    public static String fingerprint(UUID customer, String action, ObjectNode parameters) {
        ObjectNode request = NODES.objectNode();
        request.put("customer", customer.toString());
        request.put("action", action);
        request.set("parameters", parameters);
        return sha256(CanonicalJson.of(request));
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
