package dev.relaydesk.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @Test
    void the_right_password_opens_and_a_wrong_one_does_not() {
        String hash = passwords.hash("correct horse battery staple");

        assertThat(passwords.matches("correct horse battery staple", hash)).isTrue();
        assertThat(passwords.matches("correct horse battery stable", hash)).isFalse();
    }

    @Test
    void the_password_of_an_unknown_person_is_checked_against_a_hash_like_any_other() {
        String known = passwords.hash("correct horse battery staple");

        assertThat(passwords.matches("correct horse battery staple", null)).isFalse();
        assertThat(passwords.nobodysHash()).hasSameSizeAs(known).startsWith(costOf(known));
    }

    /** Algorithm, version, memory, passes and lanes. */
    private static String costOf(String hash) {
        return hash.substring(0, hash.indexOf("p=1$") + 4);
    }
}
