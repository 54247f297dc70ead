package dev.relaydesk.space;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts the pieces of an unfinished answer together. Pieces may be new ones only, everything so far, or a part of it
 * again; {@code chunk_starting_offset} says which when it is there.
 */
final class Splice {

    private final List<String> chunks = new ArrayList<>();
    private String text = "";

    String text() {
        return text;
    }

    /** Chunks with the index of the first among all of the answer's chunks. */
    void at(int offset, List<String> pieces) {
        if (offset == chunks.size()) {
            chunks.addAll(pieces);
            text += String.join("", pieces);
            return;
        }
        if (offset > chunks.size()) {
            // A piece went missing. What follows cannot be placed; the finished answer will tell.
            return;
        }
        for (int i = 0; i < pieces.size(); i++) {
            int index = offset + i;
            if (index < chunks.size()) {
                chunks.set(index, pieces.get(i));
            } else {
                chunks.add(pieces.get(i));
            }
        }
        text = String.join("", chunks);
    }

    /** A piece that does not say where it belongs: everything so far if it starts with that, else what follows. */
    void somewhere(String piece) {
        text = piece.startsWith(text) ? piece : text + piece;
        chunks.clear();
        chunks.add(text);
    }
}
