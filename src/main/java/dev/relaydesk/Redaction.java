package dev.relaydesk;

import dev.relaydesk.platform.settings.EarlySettings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes out of a line what must not stand in it: secrets, and signs that would command a terminal. */
final class Redaction {

    private static final List<String> SECRETS = List.of(
            "relaydesk.db-password",
            "relaydesk.api-token",
            "relaydesk.admin-password",
            "relaydesk.whatsapp.access-token",
            "relaydesk.whatsapp.app-secret",
            "relaydesk.whatsapp.app-secret-previous",
            "relaydesk.whatsapp.verify-token",
            "relaydesk.slack.bot-token",
            "relaydesk.slack.signing-secret",
            "relaydesk.slack.signing-secret-previous",
            "relaydesk.mail.password",
            "relaydesk.ticket.token",
            "relaydesk.ticket.secret",
            "relaydesk.perplexity.api-key");

    private static final Pattern IN_URL = Pattern.compile("(?i)[?&]password=([^&]+)");
    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*:([^/@\\s]+)@");

    /** Below that a value would also be found where it means nothing. */
    private static final int SHORTEST = 4;

    private final List<String> secrets;

    Redaction(List<String> secrets) {
        this.secrets =
                secrets.stream().filter(each -> each.length() >= SHORTEST).toList();
    }

    static Redaction of(EarlySettings settings) {
        Stream<String> inUrls = Stream.of(
                        "relaydesk.db-url",
                        "relaydesk.redis-url",
                        "relaydesk.space.base-url",
                        "relaydesk.ticket.url",
                        "relaydesk.whatsapp.api-url",
                        "relaydesk.slack.api-url")
                .flatMap(name -> settings.find(name).stream())
                .flatMap(url -> Stream.of(IN_URL, USER_INFO).map(pattern -> pattern.matcher(url)))
                .filter(Matcher::find)
                .map(match -> match.group(1));
        return new Redaction(Stream.concat(
                        SECRETS.stream()
                                .map(settings::find)
                                .flatMap(Optional::stream)
                                .map(String::strip),
                        inUrls)
                .toList());
    }

    String of(String line) {
        String clean = line.replaceAll("\\p{Cntrl}", " ");
        for (String secret : secrets) {
            clean = clean.replace(secret, "…");
        }
        return clean;
    }
}
