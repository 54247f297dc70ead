package dev.relaydesk.handoff.slack;

import dev.relaydesk.platform.settings.StartRefused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes an account of the settings, or tells everything that is wrong with them. */
final class SlackSettings {

    static final Pattern CHANNEL = Pattern.compile("[CG][A-Z0-9]{1,30}");

    private SlackSettings() {}

    /**
     * Empty when none of the settings that belong together is set.
     *
     * @throws StartRefused naming every setting that is missing or wrong
     */
    static Optional<SlackAccount> configured(SlackConfig config) {
        var faults = new ArrayList<String>();
        String token = stripped(config.botToken());
        String secret = stripped(config.signingSecret());
        String channel = stripped(config.channel());
        Map<String, String> channels = departments(config.channels().orElse(List.of()), faults);
        boolean anyChannel = channel != null || !channels.isEmpty();
        boolean none = token == null && secret == null && !anyChannel;
        if (!none) {
            requireAll(token, secret, anyChannel, faults);
        }
        if (channel != null && !CHANNEL.matcher(channel).matches()) {
            faults.add("RELAYDESK_SLACK_CHANNEL must be a channel's id, such as C0123456789, not its name");
        }
        if (config.sendTimeout().toMillis() >= 9_000 || !config.sendTimeout().isPositive()) {
            faults.add("RELAYDESK_SLACK_SEND_TIMEOUT must be above 0 and below 9s");
        }
        if (config.notePrefix().isBlank()) {
            faults.add("RELAYDESK_SLACK_NOTE_PREFIX must not be blank");
        }
        if (!faults.isEmpty()) {
            throw new StartRefused(faults);
        }
        if (token == null || secret == null) {
            return Optional.empty();
        }
        List<SlackSignature> signatures = Stream.concat(
                        Stream.of(secret), Optional.ofNullable(stripped(config.signingSecretPrevious())).stream())
                .map(SlackSignature::new)
                .toList();
        return Optional.of(new SlackAccount(
                config.apiUrl(),
                token,
                signatures,
                channel,
                channels,
                stripped(config.appId()),
                stripped(config.teamId())));
    }

    private static void requireAll(
            @Nullable String token, @Nullable String secret, boolean anyChannel, List<String> faults) {
        if (token == null) {
            faults.add("RELAYDESK_SLACK_BOT_TOKEN is missing");
        }
        if (secret == null) {
            faults.add("RELAYDESK_SLACK_SIGNING_SECRET is missing");
        }
        if (!anyChannel) {
            faults.add("RELAYDESK_SLACK_CHANNEL is missing");
        }
    }

    private static Map<String, String> departments(List<String> pairs, List<String> faults) {
        Map<String, String> channels = new LinkedHashMap<>();
        for (String pair : pairs) {
            String[] parts = pair.strip().split("=", -1);
            if (parts.length == 2
                    && !parts[0].isBlank()
                    && CHANNEL.matcher(parts[1].strip()).matches()) {
                channels.put(parts[0].strip(), parts[1].strip());
            } else if (!pair.isBlank()) {
                faults.add("RELAYDESK_SLACK_CHANNELS must be a list of department=channel id, not \"" + pair + "\"");
            }
        }
        return channels;
    }

    private static @Nullable String stripped(Optional<String> value) {
        String text = value.orElse("").strip();
        return text.isEmpty() ? null : text;
    }
}
