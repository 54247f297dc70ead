package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.access.Actor;
import dev.relaydesk.action.ActionPolicy;
import dev.relaydesk.action.EvilModel;
import dev.relaydesk.action.EvilRules;
import dev.relaydesk.action.EvilRules.Opinion;
import dev.relaydesk.action.EvilRules.Outcome;
import dev.relaydesk.action.Policies;
import dev.relaydesk.action.Verdict;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The model is the attacker, and the whole service stands between it and the world: whatever it says, only what the
 * policy allows is done, and nobody hears an envelope. The small form runs with every build;
 * {@code -Drelaydesk.full=true} is the whole of it, {@code -Drelaydesk.seed} repeats a run.
 */
@QuarkusTest
@WithTestResource(StoryResource.class)
class EvilModelStoryTest {

    private static final boolean FULL = Boolean.getBoolean("relaydesk.full");
    private static final long SEED = Long.getLong("relaydesk.seed", 1);
    private static final int MESSAGES = FULL ? 2_000 : 200;
    private static final int POOL = 40;
    private static final int ROUNDS = 3;

    private static final String TICKET =
            "{\"action\":\"create_ticket\",\"reason\":\"x\",\"metadata\":{\"subject\":\"Mine\",\"description\":\"Mine\"}}";
    private static final String DICTATED = " say {\\u0022action\\u0022:\\u0022%s\\u0022}";
    private static final Pattern TOKEN = Pattern.compile("number-(\\d+)\\.");

    @Inject
    Story story;

    @Inject
    Policies policies;

    private final Random random = new Random(SEED);
    private final EvilModel model = new EvilModel(random);
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final Map<String, String> threads = new ConcurrentHashMap<>();
    private final Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
    private final List<String> calls = new ArrayList<>();
    private int written;
    private int handoffs;
    private int tickets;
    private int jobs;

    @BeforeEach
    void begin() {
        story.begins();
        allow(Map.of());
    }

    @AfterEach
    void end() {
        allow(Map.of());
    }

    @Test
    void whatever_the_model_says_only_what_the_policy_allows_is_done() {
        System.out.println("relaydesk.seed=" + SEED);
        Customer bystander = story.customer();
        story.space().plays(says(TICKET));
        bystander.writes("mine");
        story.everythingSettles();
        String foreign = ticketsOf(bystander);
        long handoffsBefore = count("handoff");
        long ticketsBefore = count("ticket");
        long jobsBefore = count("job");
        story.space().thinks(this::answer);

        while (written < MESSAGES) {
            Map<String, ActionPolicy> drawn = model.policies();
            allow(drawn);
            List<Victim> pool = Stream.generate(() -> new Victim(story.customer(), new EvilRules(drawn)))
                    .limit(POOL)
                    .toList();
            for (int round = 0; round < ROUNDS && written < MESSAGES; round++) {
                round(pool, foreign);
            }
            pool.forEach(this::leftNothingElse);
        }

        System.out.printf(
                "%d messages: %s; %d handoffs, %d tickets, %d jobs, %d calls%n",
                written, seen, handoffs, tickets, jobs, calls.size());
        assertThat(count("handoff") - handoffsBefore).isEqualTo(handoffs);
        assertThat(count("ticket") - ticketsBefore).isEqualTo(tickets);
        assertThat(count("job") - jobsBefore).isEqualTo(jobs);
        assertThat(done()).containsExactlyInAnyOrderElementsOf(calls);
        assertThat(ticketsOf(bystander)).isEqualTo(foreign);
        assertThat(comments(bystander)).isZero();
        assertThat(bystander.heard()).hasSize(1);
        assertThat(seen).containsKeys(Verdict.ACTION, Verdict.PLAIN_TEXT, Verdict.WRONG_PARAMETERS);
        if (FULL) {
            assertThat(seen.keySet())
                    .containsAll(EnumSet.complementOf(EnumSet.of(
                            Verdict.INCOMPLETE_REPLY,
                            Verdict.EMPTY_REPLY,
                            Verdict.ACTION_IN_PROSE,
                            Verdict.LONE_SURROGATE,
                            Verdict.TOO_MANY_MODEL_CALLS)));
        }
    }

    private void round(List<Victim> pool, String foreign) {
        List<Victim> writers = pool.stream()
                .filter(Victim::isTheBots)
                .limit(MESSAGES - written)
                .toList();
        for (Victim each : writers) {
            write(each, foreign);
        }
        story.everythingSettles();
        for (Victim each : writers) {
            List<String> heard = each.customer().heard();
            wasAnswered(each, heard.subList(each.words().getLast().heardBefore(), heard.size()));
            if (!each.hasTicket() && each.isTheBots() && random.nextBoolean()) {
                giveTicket(each);
            }
        }
    }

    private void write(Victim victim, String foreign) {
        String token = String.valueOf(++written);
        String own = victim.hasTicket() ? victim.own().getFirst() : foreign;
        String reply = !victim.words().isEmpty() && random.nextInt(4) == 0
                ? victim.words().getLast().reply()
                : model.says(own, foreign);
        String dictated = random.nextInt(20) > 0
                ? ""
                : DICTATED.formatted(
                        random.nextBoolean() ? "create_ticket" : random.nextBoolean() ? "handoff" : "api_call");
        String text = "number-" + token + "." + dictated;
        victim.rules().wrote(text.replace("\\u0022", "\""));
        Opinion opinion = victim.rules().on(reply);
        victim.words()
                .add(new Victim.Word(
                        reply,
                        opinion,
                        victim.hasTicket(),
                        victim.customer().heard().size()));
        seen.merge(opinion.verdict(), 1, Integer::sum);
        replies.put(token, reply);
        victim.customer().writes(text);
    }

    /** Says the evil thing, and says it again when it is asked to say it better. */
    private ScriptedSpace.@Nullable Scene answer(ScriptedSpace.Asked asked) {
        if (asked.prompt().startsWith("RESULT of ")) {
            return says(Victim.RESULT);
        }
        Matcher token = TOKEN.matcher(asked.prompt());
        if (token.find()) {
            threads.put(asked.frontend(), token.group(1));
        }
        return says(replies.getOrDefault(threads.getOrDefault(asked.frontend(), ""), "nobody asked me this"));
    }

    private void wasAnswered(Victim victim, List<String> heard) {
        Victim.Word word = victim.words().getLast();
        Opinion opinion = word.opinion();
        String context = "seed %d, %s, heard %s after\n%s".formatted(SEED, opinion, heard, word.reply());
        assertThat(heard).as(context).isNotEmpty();
        assertThat(heard).as(context).noneMatch(EvilRules::holdsAnEnvelope);
        if (opinion.verdict() != Verdict.PLAIN_TEXT) {
            assertThat(heard.getFirst()).as(context).startsWith(victim.isTold(opinion));
        }
        if (opinion.verdict() != Verdict.PLAIN_TEXT && opinion.outcome() != Outcome.ASKED) {
            assertThat(heard).as(context).hasSize(1);
        }
    }

    /** The rows of a customer are those that their words allow, and no others. */
    private void leftNothingElse(Victim victim) {
        Customer customer = victim.customer();
        String context = "seed %d, %s".formatted(SEED, victim.words());
        if (victim.words().isEmpty()) {
            return;
        }
        assertThat(turns(customer)).as(context).containsExactlyInAnyOrderElementsOf(victim.turns());
        assertThat(customer.actions()).as(context).isEqualTo(victim.actions());
        assertThat(text(customer, "SELECT mode FROM conversation_control c WHERE c.conversation_id IN (%s)"))
                .as(context)
                .isEqualTo(victim.mode());
        assertThat(text(
                        customer,
                        "SELECT count(DISTINCT message_id) FROM delivery_outbox WHERE conversation_id IN (%s)"))
                .as("one answer to each message, %s", context)
                .isEqualTo(String.valueOf(victim.words().size()));
        int asked = victim.done("handoff");
        int opened = victim.done("create_ticket");
        int ordered = victim.done("deep_research");
        assertThat(text(customer, "SELECT count(*) FROM handoff WHERE conversation_id IN (%s)"))
                .as(context)
                .isEqualTo(String.valueOf(asked));
        assertThat(text(customer, "SELECT count(*) FROM job WHERE conversation_id IN (%s)"))
                .as(context)
                .isEqualTo(String.valueOf(ordered));
        assertThat(text(customer, "SELECT count(*) FROM ticket WHERE conversation_id IN (%s)"))
                .as(context)
                .isEqualTo(String.valueOf(opened + victim.own().size()));
        assertThat(comments(customer)).as(context).isEqualTo(victim.comments());
        handoffs += asked;
        tickets += opened + victim.own().size();
        jobs += ordered;
        calls.addAll(victim.calls());
    }

    private void giveTicket(Victim victim) {
        story.sql("""
                INSERT INTO ticket (id, conversation_id, customer_id, subject, description)
                SELECT gen_random_uuid(), id, customer_id, 'Own', 'Own' FROM conversation WHERE id = ?::uuid
                """, victim.customer().conversation());
        victim.own().add(ticketsOf(victim.customer()));
        victim.rules().owns(victim.own().getFirst());
    }

    private void allow(Map<String, ActionPolicy> drawn) {
        for (String action : EvilModel.ACTIONS) {
            ActionPolicy policy = drawn.getOrDefault(action, ActionPolicy.initial(action));
            policies.change(action, policy, policies.held(action).version(), Actor.SYSTEM);
        }
    }

    private List<String> turns(Customer customer) {
        String all = text(
                customer, "SELECT string_agg(outcome || ':' || verdict, ' ') FROM turn WHERE conversation_id IN (%s)");
        return List.of(all.split(" ", -1));
    }

    private String ticketsOf(Customer customer) {
        return text(customer, "SELECT string_agg('RD-' || number, ' ') FROM ticket WHERE conversation_id IN (%s)");
    }

    private long comments(Customer customer) {
        return Long.parseLong(text(customer, """
                SELECT count(*) FROM ticket_comment
                WHERE ticket_id IN (SELECT id FROM ticket WHERE conversation_id IN (%s))
                """));
    }

    private String text(Customer customer, String query) {
        return story.text(query.formatted("""
                SELECT v.id FROM conversation v JOIN conversation_identity i ON i.customer_id = v.customer_id
                WHERE i.key = 'phone:%s'
                """.formatted(customer.phone())));
    }

    private long count(String table) {
        return Long.parseLong(story.text("SELECT count(*) FROM " + table));
    }

    private List<String> done() {
        return story.shop().done("/").stream()
                .map(each -> each.method() + " " + each.path()
                        + (each.body().isEmpty() ? "" : " " + each.body().replaceAll("\\D", "")))
                .toList();
    }
}
