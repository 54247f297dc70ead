package dev.relaydesk.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What somebody chose for a new account. */
record NewAccount(String email, String name, String password) {

    NewAccount {
        email = StaffMembers.normalised(email);
        name = name.strip();
    }

    /** What is wrong with it, in words for the person; empty when nothing is. */
    List<String> complaints() {
        var complaints = new ArrayList<String>();
        if (email.length() > 254 || !email.matches("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+")) {
            complaints.add("The e-mail address does not look like one");
        }
        if (name.isEmpty() || name.length() > 80 || name.chars().anyMatch(Character::isISOControl)) {
            complaints.add("The name must have 1 to 80 characters");
        }
        if (password.length() < Passwords.SHORTEST || password.length() > Passwords.LONGEST) {
            complaints.add("The password must have %d to %d characters; a few words in a row are good"
                    .formatted(Passwords.SHORTEST, Passwords.LONGEST));
        } else if (password.chars().distinct().count() < 5
                || (email.length() > 3 && password.toLowerCase(Locale.ROOT).contains(email))) {
            complaints.add("The password is too easy to guess");
        }
        return complaints;
    }
}
