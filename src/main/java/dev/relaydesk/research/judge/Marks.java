package dev.relaydesk.research.judge;

import java.util.List;

/** A model's judgement as it was read; at least one claim. */
record Marks(
        double relevance,
        double correctness,
        double completeness,
        boolean pass,
        String reasoning,
        List<JudgeCard.Claim> claims) {

    Marks {
        claims = List.copyOf(claims);
    }
}
