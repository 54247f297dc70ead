package dev.relaydesk.space.simulator;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code query_sync} and {@code query_async}: checks the parameters as the wrapper does and plays the scenario. */
final class QueryRoute {

    private static final Map<String, Set<String>> MODELS = Map.of(
            "auto", Set.of(),
            "pro",
                    Set.of(
                            "sonar",
                            "gpt-4.5",
                            "gpt-4o",
                            "claude 3.7 sonnet",
                            "gemini 2.0 flash",
                            "gemini-3-flash",
                            "grok-2",
                            "gpt-5.1",
                            "gemini-3-pro",
                            "grok-4.1"),
            "reasoning", Set.of("r1", "o3-mini", "claude 3.7 sonnet"),
            "deep research", Set.of());

    private static final Set<String> SOURCES = Set.of("web", "scholar", "social");
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on", "t", "y");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "off", "f", "n");

    private final SpaceSimulator.Options options;
    private final Sessions sessions;
    private final Threads threads;
    private final ShopKnowledge knowledge = ShopKnowledge.load();

    QueryRoute(SpaceSimulator.Options options, Sessions sessions, Threads threads) {
        this.options = options;
        this.sessions = sessions;
        this.threads = threads;
    }

    void answer(Wire wire, Map<String, String> parameters, boolean streamed) throws IOException, InterruptedException {
        List<Object> invalid = invalid(parameters);
        if (!invalid.isEmpty()) {
            wire.json(422, Map.of("detail", invalid));
            return;
        }
        String account = parameters.getOrDefault("account_name", "");
        boolean compact =
                TRUE.contains(parameters.getOrDefault("answer_only", "false").toLowerCase(Locale.ROOT));
        Play play = streamed
                ? new StreamPlay(wire, account, compact, options.wordPause())
                : new SyncPlay(wire, account, compact);
        String error = error(account, parameters);
        if (error != null) {
            play.error(error);
            return;
        }
        String prompt = parameters.getOrDefault("q", "");
        Scenario scenario = Scenario.in(prompt);
        if (scenario == Scenario.EXPIRED) {
            sessions.expire();
        }
        if (sessions.refused()) {
            play.nothing();
            return;
        }
        if (scenario == Scenario.SLOW) {
            Thread.sleep(options.slowFor());
        } else if (scenario == Scenario.CURL_28) {
            Thread.sleep(options.stalledFor());
        }
        String context = parameters.getOrDefault(
                "frontend_context_uuid", UUID.randomUUID().toString());
        List<Threads.Turn> before = threads.turns(context);
        var turn = new Threads.Turn(prompt, UUID.randomUUID());
        UUID first = before.isEmpty() ? turn.backend() : before.getFirst().backend();
        var event = new SimulatedEvent(parameters, context, turn.backend(), first, scenario, options.collection());
        if (play.perform(scenario, event, knowledge.answer(prompt, scenario, before))) {
            threads.add(context, turn);
        }
    }

    private static List<Object> invalid(Map<String, String> parameters) {
        var missing = Stream.of("q", "account_name")
                .filter(name -> !parameters.containsKey(name))
                .map(name -> problem("missing", name, "Field required", null));
        var junk = Stream.of("answer_only", "incognito")
                .filter(parameters::containsKey)
                .filter(name -> !isBoolean(parameters.getOrDefault(name, "")))
                .map(name -> problem(
                        "bool_parsing",
                        name,
                        "Input should be a valid boolean, unable to interpret input",
                        parameters.get(name)));
        return Stream.concat(missing, junk).toList();
    }

    private static Object problem(String type, String name, String message, @Nullable String input) {
        Map<String, Object> problem = new HashMap<>();
        problem.put("type", type);
        problem.put("loc", List.of("query", name));
        problem.put("msg", message);
        problem.put("input", input);
        return problem;
    }

    private static boolean isBoolean(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        return TRUE.contains(text) || FALSE.contains(text);
    }

    /** What the wrapper itself refuses, with a 500 or an error frame. */
    private @Nullable String error(String account, Map<String, String> parameters) {
        if (!sessions.known(account)) {
            return "404: Account '%s' not found".formatted(account);
        }
        String model = parameters.get("model");
        String mode = parameters.getOrDefault("mode", "auto");
        Set<String> models = MODELS.get(mode.equals("auto") && model != null ? "pro" : mode);
        if (models == null) {
            return "Invalid search mode.";
        }
        if (model != null && !models.contains(model)) {
            return "Invalid model for this mode.";
        }
        boolean known = Arrays.stream(parameters.getOrDefault("sources", "web").split(",", -1))
                .allMatch(source -> SOURCES.contains(source.strip()));
        return known ? null : "Invalid sources.";
    }
}
