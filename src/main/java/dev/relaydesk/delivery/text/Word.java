package dev.relaydesk.delivery.text;

/** What a customer writes, alone in a message, to be understood without the model. Every language's words count. */
public enum Word {
    /** Wants a human. */
    HUMAN("words.human"),
    /** Wants the bot back while a ticket takes what is written. */
    NEW_QUESTION("words.new-question"),
    /** The answer to a question that takes it back. There is no word for yes: that takes the button, or the code. */
    NO("words.no");

    private final String key;

    Word(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
