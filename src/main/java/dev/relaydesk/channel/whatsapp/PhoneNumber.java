package dev.relaydesk.channel.whatsapp;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number as people write it, and as it is compared.
 *
 * @param digits with the country code, nothing else
 */
record PhoneNumber(String digits) {

    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{6,14}");
    private static final Pattern BRAZIL = Pattern.compile("55([0-9]{2})9([0-9]{8})");
    private static final Pattern MEXICO = Pattern.compile("521([0-9]{10})");
    private static final Pattern ARGENTINA = Pattern.compile("549([0-9]{10})");

    /** Empty when it is no number with a country code. */
    static Optional<PhoneNumber> read(String text) {
        String bare = text.replaceAll("[\\s()./-]", "");
        String digits = bare.startsWith("+") ? bare.substring(1) : bare;
        return DIGITS.matcher(digits).matches() ? Optional.of(new PhoneNumber(digits)) : Optional.empty();
    }

    /**
     * The same for all ways in which WhatsApp names one phone: in Brazil, Mexico and Argentina a digit that is dialled may
     * be missing in what comes in.
     */
    String comparable() {
        String brazil = BRAZIL.matcher(digits).replaceFirst("55$1$2");
        String mexico = MEXICO.matcher(brazil).replaceFirst("52$1");
        return ARGENTINA.matcher(mexico).replaceFirst("54$1");
    }
}
