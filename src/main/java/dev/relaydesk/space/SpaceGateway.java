package dev.relaydesk.space;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.*;

@ApplicationScoped
public class SpaceGateway {
    public SpaceAnswer ask(Question q) {
        return new SpaceFailure.Permanent("stub", "");
    }

    public SpaceAnswer stream(Question q, AnswerListener l) {
        return ask(q);
    }

    public SpaceRef defaultSpace() {
        return new SpaceRef("a", null, "auto", List.of("web"), "en-US");
    }

    public int concurrency() {
        return 8;
    }

    public boolean streaming() {
        return false;
    }
}
