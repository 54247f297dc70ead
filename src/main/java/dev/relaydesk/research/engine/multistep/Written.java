package dev.relaydesk.research.engine.multistep;

import dev.relaydesk.research.engine.space.Told;
import dev.relaydesk.space.Citation;
import java.util.List;

/** An answer as it is kept between stages. */
record Written(String text, List<Citation> citations) {

    Written {
        citations = List.copyOf(citations);
    }

    static Written of(Told.Answered answer) {
        return new Written(answer.text(), answer.citations());
    }
}
