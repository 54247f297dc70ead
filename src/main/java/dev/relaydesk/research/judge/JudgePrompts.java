package dev.relaydesk.research.judge;

import dev.relaydesk.platform.prompt.PromptTemplates;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.research.engine.space.Quoted;
import dev.relaydesk.research.engine.space.Wishes;
import io.quarkus.qute.Template;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is said to the model that judges. */
@Singleton
class JudgePrompts {

    private static final Order SAMPLE =
            new Order("Which lamps are safe outdoors?", false, BigDecimal.ONE, List.of(), Optional.empty());

    private static final int LONGEST = 30_000;

    private final Template judge;
    private final Template repair;

    JudgePrompts(@ConfigProperty(name = "relaydesk.action.prompts-dir") Optional<Path> directory) {
        var templates = new PromptTemplates(directory);
        judge = templates.checked("judge", data(SAMPLE, List.of("IP44.[1]", "Two.", "Rain.", "1. Standard")));
        repair = templates.checked("judge-repair", Map.of("fault", "it is not JSON"));
    }

    /** A prompt that cannot be filled in is told at the start. */
    void start(@Observes StartupEvent start) {}

    /** Asks for marks; a report that is too long for the room, in bytes of a URL, is judged by its beginning. */
    String judge(Order order, Report report, int room) {
        List<String> parts = List.of(
                Quoted.passage(report.directAnswer(), LONGEST),
                Quoted.passage(String.join("\n", report.keyFindings()), LONGEST),
                Quoted.passage(String.join("\n\n", report.supportingDetails()), LONGEST),
                Quoted.passage(sources(report), LONGEST));
        int frame = Quoted.bytes(judge.render(data(order, List.of("", "", "", ""))));
        return judge.render(data(order, Quoted.fitting(parts, room - frame))).strip();
    }

    /** Asks for the marks again, in the same thread. */
    String repair(String fault) {
        return repair.render(Map.of("fault", fault)).strip();
    }

    private static String sources(Report report) {
        return IntStream.range(0, report.sources().size())
                .mapToObj(index -> "%d. %s %s"
                        .formatted(
                                index + 1,
                                Quoted.line(report.sources().get(index).title(), 120),
                                Quoted.line(report.sources().get(index).url(), 300)))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> data(Order order, List<String> parts) {
        Map<String, Object> data = Wishes.of(order);
        data.put("answer", parts.get(0));
        data.put("findings", parts.get(1));
        data.put("details", parts.get(2));
        data.put("sources", parts.get(3));
        return data;
    }
}
