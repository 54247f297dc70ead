package dev.relaydesk.turn;

import dev.relaydesk.space.Reply;

/** Tells text from a request for an action. Whatever might be meant for a machine is not shown to a person. */
final class Judge {

    private Judge() {}

    static Judgement of(Reply reply) {
        String text = reply.text().strip();
        boolean json = text.startsWith("{")
                || (text.startsWith("```") && afterFenceInfo(text).startsWith("{"));
        return json ? new Judgement.Request() : new Judgement.Plain(text);
    }

    private static String afterFenceInfo(String fenced) {
        int lineEnd = fenced.indexOf('\n');
        return lineEnd < 0
                ? fenced.substring(3).strip()
                : fenced.substring(lineEnd).strip();
    }
}
