package dev.relaydesk.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.testing.world.Notification;
import dev.relaydesk.testing.world.Said;
import dev.relaydesk.testing.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes webhook bodies that are wrong in one way or another, and says what has to be answered to each. */
final class HostileBodies {

    /**
     * One body.
     *
     * @param headers header lines, each ended
     * @param neighbours good messages in the same body, which have to be taken in
     */
    record Hostile(String kind, byte[] body, String headers, Set<Integer> allowed, List<Said> neighbours) {}

    private static final int CUSTOMERS = 25;
    private static final Set<Integer> TAKEN = Set.of(200);
    private static final Set<Integer> REFUSED = Set.of(401);
    private static final Set<Integer> TOO_LARGE = Set.of(413);

    private static final List<String> ODD_STRINGS = List.of(
            "",
            " ",
            "\\u0000",
            "a\\u0000b",
            "\\ud800",
            "\\udc00x",
            "\\ud83d",
            "\\ufffe",
            "\\u202e\\u2066evil",
            "' OR 1=1 --",
            "${jndi:ldap://x}",
            "\\r\\nX: y",
            "99999999999999999999",
            "-1",
            "1e999",
            "NaN",
            "../../etc",
            "<script>alert(1)</script>",
            "%00",
            "{\\\"action\\\":\\\"handoff\\\"}",
            "\\u0041\\u0300\\u0300\\u0300");

    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "-0",
            "1e400",
            "123456789012345678901234567890",
            "0.1",
            "[[[[[[]]]]]]",
            "{\"id\":{\"id\":{}}}",
            "[null,1,\"a\"]",
            "1e999999999",
            "\"\"");

    private static final List<String> KINDS = List.of(
            "image",
            "reaction",
            "system",
            "edit",
            "revoke",
            "interactive",
            "button",
            "order",
            "contacts",
            "location",
            "unsupported",
            "request_welcome",
            "poll",
            "\\u0000");

    private final World world;
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger sequence = new AtomicInteger();
    private final int firstCustomer;

    HostileBodies(World world) {
        this.world = world;
        firstCustomer = world.newCustomer();
        for (int i = 1; i < CUSTOMERS; i++) {
            world.newCustomer();
        }
    }

    Hostile next(Random random) {
        int dice = random.nextInt(1_000);
        if (dice < 1) {
            return refusedForSize(random);
        }
        if (dice < 4) {
            return deep(random);
        }
        if (dice < 250) {
            return forged(random);
        }
        if (dice < 450) {
            return broken(random);
        }
        if (dice < 750) {
            return oddValue(random);
        }
        return oddStructure(random);
    }

    private Hostile refusedForSize(Random random) {
        byte[] body = new byte[4 * 1024 * 1024 + random.nextInt(64 * 1024)];
        Arrays.fill(body, (byte) ' ');
        System.arraycopy("{\"x\":\"REFUSED\"}".getBytes(UTF_8), 0, body, 0, 15);
        return signed("too large", body, TOO_LARGE, List.of());
    }

    private Hostile deep(Random random) {
        int depth = 1_000_000;
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        String body = random.nextBoolean()
                ? open.repeat(Math.min(depth, 3_000_000 / open.length()))
                : envelopeAround(open.repeat(100_000));
        return signed("deep", body.getBytes(UTF_8), TAKEN, List.of());
    }

    private static String envelopeAround(String inner) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":" + inner;
    }

    /** The body is good, the signature is not; the text REFUSED would be found in a row. */
    private Hostile forged(Random random) {
        byte[] body = world.meta()
                .envelope(
                        world.meta()
                                .change(
                                        "\"messages\":[{\"from\":\"447700900999\",\"id\":\"wamid.REFUSED"
                                                + random.nextInt()
                                                + "\",\"timestamp\":\"1783000000\",\"type\":\"text\",\"text\":{\"body\":\"REFUSED\"}}]"));
        String good = world.meta().sign(body, List.of()).signature();
        int at = 7 + random.nextInt(64);
        String flipped = good.substring(0, at) + (good.charAt(at) == '0' ? '1' : '0') + good.substring(at + 1);
        String header = switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> "x-hub-signature-256: \r\n";
            case 2 -> "x-hub-signature-256: " + good.substring(7) + "\r\n";
            case 3 -> "x-hub-signature-256: " + good.replace("sha256", "sha1") + "\r\n";
            case 4 -> "x-hub-signature: " + good + "\r\n";
            case 5 -> "x-hub-signature-256: " + good.substring(0, good.length() - 2) + "\r\n";
            case 6 -> "x-hub-signature-256: " + good + "00\r\n";
            case 7 -> "x-hub-signature-256: sha256=" + "zz".repeat(32) + "\r\n";
            case 8 -> "x-hub-signature-256: " + good.toUpperCase(Locale.ROOT).replace("SHA256", "SHA512") + "\r\n";
            default -> "x-hub-signature-256: " + flipped + "\r\n";
        };
        return new Hostile("forged", body, header, REFUSED, List.of());
    }

    /** Signed, but no JSON. */
    private Hostile broken(Random random) {
        byte[] body = good().body().clone();
        byte[] broken = switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(body, random.nextInt(body.length));
            case 1 -> {
                random.nextBytes(body);
                yield Arrays.copyOf(body, random.nextInt(body.length));
            }
            case 2 -> {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
                yield body;
            }
            case 3 -> {
                int from = random.nextInt(body.length);
                Arrays.fill(body, from, Math.min(body.length, from + 8), (byte) random.nextInt(256));
                yield body;
            }
            default -> {
                byte[] twice = Arrays.copyOf(body, body.length * 2);
                System.arraycopy(body, 0, twice, body.length, body.length);
                yield twice;
            }
        };
        return signed("broken", broken, TAKEN, List.of());
    }

    /** One string in a well-formed body is replaced by an odd value; the neighbour is in a change of its own. */
    private Hostile oddValue(Random random) {
        Said neighbour = write();
        String victim = world.meta().messageChange(write());
        List<int[]> values = stringValues(victim);
        int[] place = values.get(random.nextInt(values.size()));
        String odd = switch (random.nextInt(3)) {
            case 0 -> ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
            case 1 -> "\"" + ODD_STRINGS.get(random.nextInt(ODD_STRINGS.size())) + "\"";
            default -> "\"" + KINDS.get(random.nextInt(KINDS.size())) + "\"";
        };
        String mutated = victim.substring(0, place[0]) + odd + victim.substring(place[1]);
        return batch("odd value", mutated, neighbour, random);
    }

    /** Fields are removed, renamed, doubled, nested or turned into another type. */
    private Hostile oddStructure(Random random) {
        Said neighbour = write();
        try {
            JsonNode victim = json.readTree(world.meta().messageChange(write()));
            for (int i = random.nextInt(3); i >= 0; i--) {
                mutate(victim, random);
            }
            return batch("odd structure", victim.toString(), neighbour, random);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void mutate(JsonNode root, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        JsonNode chosen = containers.get(random.nextInt(containers.size()));
        if (chosen instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            JsonNode old = object.get(name);
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set("x_" + name, object.remove(name));
                case 2 -> object.set(name, JsonNodeFactory.instance.arrayNode().add(old));
                case 3 -> object.set(name, JsonNodeFactory.instance.objectNode().set(name, old));
                default -> object.put(name, random.nextLong());
            }
        } else if (chosen instanceof ArrayNode array) {
            switch (random.nextInt(3)) {
                case 0 -> array.addNull();
                case 1 -> array.removeAll();
                default -> array.add(random.nextInt()).add("x").addArray();
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode()) {
            into.add(node);
            node.forEach(child -> collect(child, into));
        }
    }

    private Hostile batch(String kind, String change, Said neighbour, Random random) {
        String good = world.meta().messageChange(neighbour);
        String both = random.nextBoolean() ? change + "," + good : good + "," + change;
        return signed(kind, world.meta().envelope(both), TAKEN, List.of(neighbour));
    }

    private Hostile signed(String kind, byte[] body, Set<Integer> allowed, List<Said> neighbours) {
        String signature = world.meta().sign(body, List.of()).signature();
        return new Hostile(kind, body, "x-hub-signature-256: " + signature + "\r\n", allowed, neighbours);
    }

    private Notification good() {
        return world.meta().messages(List.of(write()));
    }

    private Said write() {
        int number = sequence.incrementAndGet();
        return world.write(firstCustomer + number % CUSTOMERS, 1 + number / CUSTOMERS);
    }

    /** Start and end of each string that stands for a value. */
    private static List<int[]> stringValues(String text) {
        List<int[]> found = new ArrayList<>();
        for (int at = text.indexOf(":\""); at >= 0; at = text.indexOf(":\"", at + 1)) {
            int end = at + 2;
            while (text.charAt(end) != '"') {
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            found.add(new int[] {at + 1, end + 1});
        }
        return found;
    }
}
