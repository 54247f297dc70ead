package dev.relaydesk.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WhereTest {

    @Test
    void only_what_is_given_is_asked() {
        var where =
                new Where().and("a = :a", "a", "one").and("b = :b", "b", null).and("c < :c", "c", 3);

        assertThat(where.sql()).isEqualTo("WHERE a = :a AND c < :c\n");
        assertThat(where.values()).containsOnlyKeys("a", "c");
    }

    @Test
    void nothing_given_is_no_condition() {
        assertThat(new Where().and("a = :a", "a", null).sql()).isEmpty();
    }
}
