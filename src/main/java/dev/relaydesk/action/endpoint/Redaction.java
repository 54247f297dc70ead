package dev.relaydesk.action.endpoint;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes the secrets that we sent out of what comes back, should the other side repeat them. */
final class Redaction {

    private static final String INSTEAD = "[secret]";

    private final List<String> secrets;

    Redaction(Set<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            forms.add(secret);
            forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
            forms.add(secret.replace("/", "\\/"));
            forms.add(Percent.encode(secret));
        }
        this.secrets = forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    String clean(String text) {
        String cleaned = text;
        for (String secret : secrets) {
            cleaned = cleaned.replace(secret, INSTEAD);
        }
        return cleaned;
    }

    @Override
    public String toString() {
        return secrets.isEmpty() ? "no secrets" : INSTEAD;
    }
}
