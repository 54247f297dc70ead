package dev.relaydesk.research.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What was found out. All of it is hostile text.
 *
 * @param directAnswer CommonMark; {@code [1]} is the first of {@code sources}
 * @param supportingDetails CommonMark, a passage each
 */
public record Report(
        @JsonProperty("main_question") String mainQuestion,
        @JsonProperty("direct_answer") String directAnswer,
        @JsonProperty("key_findings") List<String> keyFindings,
        @JsonProperty("supporting_details") List<String> supportingDetails,
        @JsonProperty("follow_ups") List<String> followUps,
        List<Source> sources) {

    /** Where something was found. */
    public record Source(String title, String url) {}

    public Report {
        keyFindings = List.copyOf(keyFindings);
        supportingDetails = List.copyOf(supportingDetails);
        followUps = List.copyOf(followUps);
        sources = List.copyOf(sources);
    }
}
