package dev.relaydesk.research.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.platform.db.TimeOrderedId;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Research that has come to its end. */
final class Reports {

    static final String GOOD = """
            {"report": {"main_question": "Which lamps may hang in a nursery?",
              "direct_answer": "Lamps with **SELV** under 24 V. They cost about 40 € [1], in Kiew (Київ) [2] less.",
              "key_findings": ["Größe and height matter [2]", "Class III is required"],
              "supporting_details": ["### Norms\\n\\n| Norm | About |\\n|---|---|\\n| EN 60598 | lamps |"],
              "follow_ups": ["What about night lights?"],
              "sources": [{"title": "Lamp rules", "url": "https://example.org/rules?a=1&b=2"},
                          {"title": "Ціни", "url": "https://example.net/prices"}]},
             "engine": "multi_step", "cost_usd": 0.42,
             "judge": {"relevance": 0.9, "correctness": 0.8, "completeness": 0.65, "verdict": "pass",
               "reasoning": "It answers what was asked.",
               "claims": [{"claim": "SELV is required", "grounded": true, "source": 1},
                          {"claim": "It is cheap", "grounded": false, "source": null}]}}
            """;

    static final String HOSTILE = """
            {"report": {"main_question": "<script>alert(1)</script> & <b>lamps</b>",
              "direct_answer": "<img src=x onerror=alert(2)> ![pixel](https://evil.example/p.png) [click](javascript:alert(3)) [file](file:///etc/passwd) [ok](https://good.example/a) [u](https://bank.example@evil.example/)\\n\\n<iframe src=\\"https://evil.example\\"></iframe>\\n\\n# Big\\n\\n[1] [2] [9]",
              "key_findings": ["</li></ul><style>*{display:none}</style>", "\\u202Etxt.exe\\u0000\\u0007 end"],
              "supporting_details": ["[1]: data:text/html,x"],
              "follow_ups": ["{#include Layout /} {view.question}"],
              "sources": [{"title": "\\"><svg onload=alert(4)>", "url": "https://good.example/\\"onmouseover=x"},
                          {"title": "A [link](javascript:x) *star*", "url": "javascript:alert(5)"}]},
             "engine": "<i>", "cost_usd": 1, "judge": {"verdict": "<u>", "reasoning": "<script>", "claims": [{"claim": "<script>"}]}}
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Reports() {}

    static ReportDocument of(String result) {
        try {
            return ReportReader.read(
                    UUID.fromString("019a0000-0000-7000-8000-00000000cafe"),
                    JSON.readTree(result),
                    "What was asked?",
                    Instant.parse("2026-01-31T08:00:00Z"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The rows of a finished job. */
    static UUID stored(Jdbi jdbi, String result) {
        UUID id = row(jdbi, "completed");
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        UPDATE job SET result = cast(:result AS jsonb), progress = 100, cost_usd = 0.42,
                            started_at = now() - interval '90 s', completed_at = now()
                        WHERE id = :id
                        """).bind("id", id).bind("result", result).execute());
        return id;
    }

    /** The row of a job that no worker touches. */
    static UUID row(Jdbi jdbi, String status) {
        UUID id = TimeOrderedId.next();
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        INSERT INTO job (id, type, status, input, lease_until, due_at)
                        VALUES (:id, 'deep_research', :status,
                            '{"question": "Which lamps may hang in a nursery?", "max_cost_usd": 5}',
                            CASE WHEN :status = 'running' THEN now() + interval '1 hour' END,
                            CASE WHEN :status IN ('pending', 'running') THEN now() + interval '1 hour' END)
                        """).bind("id", id).bind("status", status).execute());
        return id;
    }
}
