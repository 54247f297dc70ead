package dev.relaydesk.channel.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.relaydesk.channel.whatsapp.WhatsAppTranslator.Translation;
import dev.relaydesk.conversation.InboundEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The business numbers of this installation: the configured one, if there is one, and always the simulated one. */
@ApplicationScoped
class WhatsAppAccounts {

    private static final Logger LOG = Logger.getLogger(WhatsAppAccounts.class);

    private final WhatsAppConfig config;
    private final SimulatedNumber simulated;
    private volatile List<WhatsAppAccount> accounts = List.of();

    WhatsAppAccounts(WhatsAppConfig config, SimulatedNumber simulated) {
        this.config = config;
        this.simulated = simulated;
    }

    void start(@Observes StartupEvent event) {
        if (accounts().size() == 1) {
            LOG.info("WhatsApp is not configured: the simulated number of the playground is the only one");
        }
    }

    /** A webhook may come before the start is over, because the port opens earlier. */
    private List<WhatsAppAccount> accounts() {
        List<WhatsAppAccount> known = accounts;
        if (known.isEmpty()) {
            known = Stream.concat(configured(config).stream(), Stream.of(simulated.account()))
                    .toList();
            accounts = known;
        }
        return known;
    }

    Optional<WhatsAppAccount> find(String phoneNumberId) {
        return accounts().stream()
                .filter(account -> account.phoneNumberId().equals(phoneNumberId))
                .findFirst();
    }

    /** From which staff are told: the configured number, or the simulated one while there is no other. */
    WhatsAppAccount forStaff() {
        return accounts().getFirst();
    }

    /** Whose app secret signed the body; empty when nobody's. */
    Optional<WhatsAppAccount> signer(byte[] body, @Nullable String header) {
        return accounts().stream()
                .filter(account -> account.signed(body, header))
                .findFirst();
    }

    /** Compares in constant time. */
    boolean verifies(String token) {
        boolean found = false;
        for (WhatsAppAccount account : accounts()) {
            found |= MessageDigest.isEqual(account.verifyToken().getBytes(UTF_8), token.getBytes(UTF_8));
        }
        return found;
    }

    /** Whether a body speaks only of numbers that its signer may speak of: the simulator of its own, Meta of all others. */
    static boolean mayCarry(WhatsAppAccount signer, Translation translation) {
        boolean fromSimulator = signer.phoneNumberId().equals(SimulatedNumber.PHONE_NUMBER_ID);
        return Stream.concat(
                        translation.events().stream().map(InboundEvent::account),
                        translation.receipts().stream().map(receipt -> receipt.account()))
                .allMatch(account -> account.equals(SimulatedNumber.PHONE_NUMBER_ID) == fromSimulator);
    }

    /**
     * An app has one webhook for all its numbers. What was written to one that is not ours is kept and not answered.
     */
    Translation withoutForeignNumbers(Translation translation) {
        return new Translation(
                translation.events().stream()
                        .map(event -> find(event.account()).isPresent() ? event : WhatsAppMessage.unanswered(event))
                        .toList(),
                translation.receipts());
    }

    /**
     * The account of the settings; empty when none of the four that belong together is set.
     *
     * @throws IllegalStateException naming every setting that is missing or wrong
     */
    static Optional<WhatsAppAccount> configured(WhatsAppConfig config) {
        var faults = new ArrayList<String>();
        String number = set(config.phoneNumberId(), "RELAYDESK_WHATSAPP_PHONE_NUMBER_ID", faults);
        String token = set(config.accessToken(), "RELAYDESK_WHATSAPP_ACCESS_TOKEN", faults);
        String secret = set(config.appSecret(), "RELAYDESK_WHATSAPP_APP_SECRET", faults);
        String verifyToken = set(config.verifyToken(), "RELAYDESK_WHATSAPP_VERIFY_TOKEN", faults);
        boolean none = faults.size() == 4;
        if (none) {
            faults.clear();
        }
        if (number.equals(SimulatedNumber.PHONE_NUMBER_ID)) {
            faults.add("RELAYDESK_WHATSAPP_PHONE_NUMBER_ID must not be that of the simulator");
        }
        if (config.sendTimeout().toMillis() >= 9_000 || !config.sendTimeout().isPositive()) {
            faults.add("RELAYDESK_WHATSAPP_SEND_TIMEOUT must be above 0 and below 9s");
        }
        if (config.pairInterval().isNegative() || config.pairBurst() < 1 || config.numberPerSecond() < 0) {
            faults.add(
                    "RELAYDESK_WHATSAPP_PAIR_INTERVAL and _NUMBER_PER_SECOND must not be negative, _PAIR_BURST at least 1");
        }
        if (config.windowMargin().compareTo(config.customerServiceWindow()) >= 0) {
            faults.add(
                    "RELAYDESK_WHATSAPP_WINDOW_MARGIN must be shorter than RELAYDESK_WHATSAPP_CUSTOMER_SERVICE_WINDOW");
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("WhatsApp is not set up correctly: " + String.join("; ", faults));
        }
        if (none) {
            return Optional.empty();
        }
        var signatures = Stream.concat(Stream.of(secret), config.appSecretPrevious().map(String::strip).stream())
                .filter(key -> !key.isEmpty())
                .map(WhatsAppSignature::new)
                .toList();
        return Optional.of(
                new WhatsAppAccount(number, config.apiUrl(), config.apiVersion(), token, signatures, verifyToken));
    }

    private static String set(Optional<String> value, String name, List<String> faults) {
        String text = value.orElse("").strip();
        if (text.isEmpty()) {
            faults.add(name + " is missing");
        }
        return text;
    }
}
