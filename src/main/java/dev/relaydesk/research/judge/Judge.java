package dev.relaydesk.research.judge;

import dev.relaydesk.platform.settings.StartRefused;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.research.engine.space.SpaceTalk;
import dev.relaydesk.research.engine.space.Told;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Has a report judged by the Space, in a thread that knows nothing of how it was found out. */
@ApplicationScoped
public class Judge {

    private static final int TRIES = 2;

    private final SpaceTalk talk;
    private final JudgePrompts prompts;
    private final double threshold;

    Judge(
            SpaceTalk talk,
            JudgePrompts prompts,
            @ConfigProperty(name = "relaydesk.research.judge-threshold", defaultValue = "0.6") double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new StartRefused("relaydesk.research.judge-threshold must be from 0 to 1, not " + threshold);
        }
        this.talk = talk;
        this.prompts = prompts;
        this.threshold = threshold;
    }

    /** A report passes by a judgement that was read, never for want of one. */
    public Judgement judge(Order order, Report report) throws InterruptedException {
        String prompt = prompts.judge(order, report, talk.room());
        Told told = talk.ask(prompt, "web", SpaceTalk.newThread());
        for (int tried = 1; tried < TRIES && told instanceof Told.Unanswered none && none.worthRepeating(); tried++) {
            told = talk.ask(prompt, "web", SpaceTalk.newThread());
        }
        return switch (told) {
            case Told.Answered answer -> read(answer, report, true);
            case Told.Busy busy -> new Judgement.Later(busy.after());
            case Told.Unanswered none -> unjudged("The judge did not answer: " + none.reason());
            case Told.Closed closed -> unjudged("The judge could not be asked: " + closed.reason());
        };
    }

    private Judgement read(Told.Answered answer, Report report, boolean repairable) throws InterruptedException {
        return switch (MarksReader.read(answer.text(), report.sources().size())) {
            case MarksReader.Reading.Read(Marks marks) -> JudgeCard.of(marks, threshold);
            case MarksReader.Reading.Unreadable(String fault)
            when repairable ->
                switch (talk.ask(prompts.repair(fault), "web", answer.thread())) {
                    case Told.Answered again -> read(again, report, false);
                    case Told.Busy busy -> new Judgement.Later(busy.after());
                    case Told.Unanswered _, Told.Closed _ -> unjudged("The judge cannot be read: " + fault);
                };
            case MarksReader.Reading.Unreadable(String fault) -> unjudged("The judge cannot be read: " + fault);
        };
    }

    private Judgement unjudged(String reason) {
        return JudgeCard.unjudged(threshold, reason);
    }
}
