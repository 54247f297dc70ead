package dev.relaydesk.research.engine.multistep;

import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.research.engine.space.Bibliography;
import dev.relaydesk.research.engine.space.Findings;
import dev.relaydesk.research.engine.space.Quoted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the report of what a run knows at its end. */
final class Binding {

    private static final int LONGEST_ANALYSIS = 20_000;
    private static final int LONGEST_QUESTION = 300;

    private Binding() {}

    static Report report(Order order, Memory memory) {
        var bibliography = new Bibliography();
        for (Part part : memory.parts()) {
            Written answer = part.answer();
            if (answer != null) {
                bibliography.shelved(answer.text(), answer.citations());
            }
        }
        Findings findings = findings(bibliography, memory.synthesis());
        List<String> details = new ArrayList<>(findings.supportingDetails());
        Written analysis = memory.analysis();
        if (analysis != null) {
            details.add(bibliography.cited(Quoted.passage(analysis.text(), LONGEST_ANALYSIS), analysis.citations()));
        }
        memory.parts().stream()
                .filter(Part::leftOut)
                .forEach(part -> details.add("This part could not be answered and is left out: "
                        + Quoted.line(part.question(), LONGEST_QUESTION)));
        return new Report(
                order.question(),
                findings.directAnswer(),
                findings.keyFindings(),
                details,
                memory.followUps(),
                bibliography.sources());
    }

    private static Findings findings(Bibliography bibliography, @Nullable Written synthesis) {
        if (synthesis == null) {
            throw new IllegalStateException("a run without a synthesis has no report");
        }
        return Findings.read(synthesis.text())
                .orElseThrow()
                .each(text -> bibliography.cited(text, synthesis.citations()));
    }
}
