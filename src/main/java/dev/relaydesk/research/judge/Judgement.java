package dev.relaydesk.research.judge;

import java.time.Duration;

/** What came of a judge's work. */
public sealed interface Judgement permits JudgeCard, Judgement.Later {

    /** The Space has no place for the judge at present. */
    record Later(Duration after) implements Judgement {}
}
