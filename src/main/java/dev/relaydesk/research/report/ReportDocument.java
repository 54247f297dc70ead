package dev.relaydesk.research.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.relaydesk.research.engine.Report;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report as it is given out. Its texts are of bounded length and free of characters that no document can hold, and its
 * sources have an address of the web or none; apart from that they are hostile.
 *
 * @param engine null when it is nobody's business
 * @param costUsd null when it is nobody's business
 * @param judge null when nobody has judged, or it is nobody's business
 * @param cut whether something was left out because it was too long
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"job_id", "completed_at", "engine", "cost_usd", "report", "judge"})
record ReportDocument(
        @JsonProperty("job_id") UUID job,
        @JsonProperty("completed_at") @Nullable Instant completedAt,
        @Nullable String engine,
        @JsonProperty("cost_usd") @Nullable BigDecimal costUsd,
        Report report,
        @Nullable Judgement judge,
        boolean cut) {

    /**
     * What the judge says of it.
     *
     * @param verdict {@code pass}, {@code below_threshold} or {@code unjudged}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Judgement(
            @Nullable Double relevance,
            @Nullable Double correctness,
            @Nullable Double completeness,
            String verdict,
            String reasoning,
            List<Claim> claims) {

        Judgement {
            claims = List.copyOf(claims);
        }

        long grounded() {
            return claims.stream().filter(Claim::grounded).count();
        }
    }

    /**
     * One statement of the report.
     *
     * @param source which source says so, from 1; null for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Claim(String claim, boolean grounded, @Nullable Integer source) {}

    /** Without what only staff may see. */
    ReportDocument forCustomer() {
        return new ReportDocument(job, completedAt, null, null, report, null, cut);
    }
}
