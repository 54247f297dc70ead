package dev.relaydesk.playground;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * The business side of the simulated WhatsApp, as the installation made it for itself.
 *
 * @param appSecret signs notifications, as Meta's would be signed
 */
record SimulatedAccount(String phoneNumberId, String appSecret) {

    private static final String ID = "whatsapp.simulator.phone_number_id";
    private static final String SECRET = "whatsapp.simulator.app_secret";

    /** Empty when the simulator is off. */
    static Optional<SimulatedAccount> read(Jdbi jdbi) {
        Map<String, String> values = jdbi.withHandle(handle -> handle
                .createQuery("SELECT key, value FROM platform_setting WHERE key IN (:id, :secret)")
                .bind("id", ID)
                .bind("secret", SECRET)
                .map((row, _) -> Map.entry(row.getString("key"), row.getString("value")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        String id = values.get(ID);
        String secret = values.get(SECRET);
        return id == null || secret == null ? Optional.empty() : Optional.of(new SimulatedAccount(id, secret));
    }
}
