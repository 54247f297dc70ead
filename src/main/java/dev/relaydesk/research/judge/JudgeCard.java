package dev.relaydesk.research.judge;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a judge wrote down. The scores are the model's, from 0 to 1; the verdict is ours.
 *
 * @param relevance null when the report was not judged, as are the other scores
 * @param threshold what the lowest score and the share of grounded claims had to reach
 * @param reasoning of the model, hostile text; of ours when the report was not judged
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record JudgeCard(
        JudgeVerdict verdict,
        @Nullable Double relevance,
        @Nullable Double correctness,
        @Nullable Double completeness,
        double threshold,
        String reasoning,
        List<Claim> claims)
        implements Judgement {

    /**
     * A statement of the report.
     *
     * @param source number of the report's source that it stands in; null when it is not grounded
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Claim(
            String claim, boolean grounded, @Nullable Integer source) {}

    public JudgeCard {
        claims = List.copyOf(claims);
    }

    static JudgeCard unjudged(double threshold, String reason) {
        return new JudgeCard(JudgeVerdict.UNJUDGED, null, null, null, threshold, reason, List.of());
    }

    /** Of a model's marks. A model that is fond of a report cannot let it pass against its own scores. */
    static JudgeCard of(Marks marks, double threshold) {
        double lowest = Math.min(marks.relevance(), Math.min(marks.correctness(), marks.completeness()));
        double grounded = marks.claims().stream().filter(Claim::grounded).count()
                / (double) marks.claims().size();
        boolean passes = marks.pass() && lowest >= threshold && grounded >= threshold;
        return new JudgeCard(
                passes ? JudgeVerdict.PASS : JudgeVerdict.FAIL,
                marks.relevance(),
                marks.correctness(),
                marks.completeness(),
                threshold,
                marks.reasoning(),
                marks.claims());
    }
}
