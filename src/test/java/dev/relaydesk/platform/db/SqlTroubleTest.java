package dev.relaydesk.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTroubleTest {

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            08006, DATABASE
            57P01, DATABASE
            53300, DATABASE
            25006, DATABASE
            42P01, DATABASE
            none,  DATABASE
            40P01, CONFLICT
            40001, CONFLICT
            21000, DATA
            22021, DATA
            22P05, DATA
            23514, DATA
            54000, DATA
            """)
    void the_state_tells_whether_the_database_or_the_content_is_at_fault(String state, SqlTrouble expected) {
        var failure = new IllegalStateException("outer", new SQLException("Key (phone)=(447700900123)", state));

        assertThat(SqlTrouble.of(failure)).isEqualTo(expected);
        assertThat(SqlTrouble.describe(failure)).doesNotContain("447700900123");
    }

    @Test
    void a_stumble_of_our_own_is_not_the_databases() {
        assertThat(SqlTrouble.of(new NullPointerException())).isEqualTo(SqlTrouble.NONE);
        assertThat(SqlTrouble.describe(new NullPointerException())).isEqualTo("java.lang.NullPointerException");
    }
}
