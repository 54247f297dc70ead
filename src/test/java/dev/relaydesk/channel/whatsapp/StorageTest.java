package dev.relaydesk.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageTest {

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            08006, UNAVAILABLE
            57P01, UNAVAILABLE
            53300, UNAVAILABLE
            25006, UNAVAILABLE
            42P01, UNAVAILABLE
            none,  UNAVAILABLE
            40P01, CONFLICT
            40001, CONFLICT
            22021, BAD_CONTENT
            22P05, BAD_CONTENT
            23514, BAD_CONTENT
            54000, BAD_CONTENT
            """)
    void the_state_tells_whether_the_database_or_the_content_is_at_fault(String state, Storage expected) {
        var failure = new IllegalStateException("outer", new SQLException("Key (phone)=(447700900123)", state));

        assertThat(Storage.of(failure)).isEqualTo(expected);
        assertThat(Storage.describe(failure)).doesNotContain("447700900123");
    }

    @Test
    void a_stumble_of_our_own_over_a_body_must_not_make_meta_send_it_for_a_week() {
        assertThat(Storage.of(new NullPointerException())).isEqualTo(Storage.BAD_CONTENT);
    }
}
