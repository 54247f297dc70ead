package dev.relaydesk.turn;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets tests elsewhere play a running turn. */
@ApplicationScoped
public class TurnTeller {

    private final LiveTurns turns;

    TurnTeller(LiveTurns turns) {
        this.turns = turns;
    }

    public void tell(TurnEvent event) {
        turns.tell(event);
    }
}
