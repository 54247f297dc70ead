package dev.relaydesk.action.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pattern cannot hang the service: it is refused, or matches 50 KB at once. */
class PatternRulesTest {

    private static final List<String> PIECES = List.of("a", "ab", "1", " ", "x@", "-a", "\u00e9");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^(a+)+$",
                "^(a*)*b",
                "(a|a)*b",
                "(a|aa)+$",
                "^([a-z]+)*@",
                "(.*)*x",
                "(.*a){12}",
                "^(\\d+)+$",
                "(x+x+)+y",
                "a*a*a*a*a*a*b",
                ".*.*.*=.*",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "(\\w+\\s?)*$",
                "(?:a+)+",
                "((a{1,}){1,}){1,}",
                "(a?){30}a{30}",
                "^(?:[a-z0-9]+-?)*$",
                "(a|b|ab)*c",
                "([^b]*a)*c",
                "\\s+$",
                "a{1000}",
                "(a{100}){10}",
                "^(.|\\s)*z",
                "(a*)+?b",
                "(?i)(a+)+$",
                "[a-z]+[a-z0-9]+[a-z0-9]+@"
            })
    void an_evil_pattern_is_refused_or_quick(String pattern) {
        if (PatternRules.fault(pattern).isPresent()) {
            return;
        }
        var compiled = com.google.re2j.Pattern.compile(pattern);
        for (String piece : PIECES) {
            String text = piece.repeat(50_000 / piece.length()) + "!";
            compiled.matcher(text).find();
            long begun = System.nanoTime();
            compiled.matcher(text).find();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
    }
}
