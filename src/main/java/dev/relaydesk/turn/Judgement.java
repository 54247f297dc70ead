package dev.relaydesk.turn;

/** What a complete reply turns out to be. */
sealed interface Judgement {

    /** Its code, as it stands in the turn's row. */
    String verdict();

    /** Text for the customer. */
    record Plain(String markdown) implements Judgement {
        @Override
        public String verdict() {
            return "plain_text";
        }
    }

    /** A request for an action. Until the action layer exists it has no effect; the customer never sees the JSON. */
    record Request() implements Judgement {
        @Override
        public String verdict() {
            return "action_not_available";
        }
    }
}
