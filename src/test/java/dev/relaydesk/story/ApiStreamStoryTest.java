package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A customer who is a program hears the answer while it is written. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class ApiStreamStoryTest extends ApiStory {

    @Test
    void a_stream_tells_the_reply_in_pieces_and_ends_with_the_whole() {
        story.space().plays(stage -> stage.says("Delivery takes three days."));

        var heard = caller.hears(Map.of("customer_id", ana, "text", "how long"));

        var done = heard.getLast();
        var tokens = heard.subList(0, heard.size() - 1);
        assertThat(done.name()).isEqualTo("done");
        assertThat(done.data().path("reply").asText()).isEqualTo("Delivery takes three days.");
        assertThat(done.data().path("mode").asText()).isEqualTo("bot");
        assertThat(tokens).isNotEmpty().allMatch(token -> token.name().equals("token"));
        assertThat(String.join(
                        "",
                        tokens.stream()
                                .map(token -> token.data().path("text").asText())
                                .toList()))
                .isEqualTo("Delivery takes three days.");
    }

    @Test
    void a_stream_tells_of_an_action_while_it_is_under_way_and_when_it_is_done() throws Exception {
        Moment working = new Moment();
        story.shop().plays(new ScriptedShop.Fate.AnswersAfter(working, "{\"status\":\"shipped\"}"));
        story.space().plays(ScriptedSpace.says(ORDER_STATUS), ScriptedSpace.says("It has been shipped."));

        var stream = caller.listens(Map.of("customer_id", ana, "text", "where is my order?"));
        var underWay = stream.next();
        working.await();
        working.pass();
        List<ApiCaller.Heard> rest = new ArrayList<>();
        stream.forEachRemaining(rest::add);

        assertThat(underWay.name()).isEqualTo("action");
        assertThat(underWay.data().path("action").asText()).isEqualTo("api_call");
        assertThat(underWay.data().path("verdict").asText()).isEqualTo("action");
        assertThat(underWay.data().path("state").asText()).isIn("validated", "executing");
        assertThat(rest.getLast().name()).isEqualTo("done");
        assertThat(rest.getLast().data().path("reply").asText()).isEqualTo("It has been shipped.");
        var last = rest.stream()
                .filter(each -> each.name().equals("action"))
                .toList()
                .getLast();
        assertThat(last.data().path("action_id")).isEqualTo(underWay.data().path("action_id"));
        assertThat(last.data().path("state").asText()).isEqualTo("succeeded");
    }

    @Test
    void a_stream_tells_of_what_was_refused_and_of_what_was_done_at_once() {
        story.space().plays(ScriptedSpace.says(envelope("ticket_status", "{\"ticket\":\"RD-1\"}")));
        var refused = caller.hears(Map.of("customer_id", ana, "text", "how far is it?"));
        story.space().plays(ScriptedSpace.says(envelope("handoff", "{}")));
        var done = caller.hears(Map.of("customer_id", ana, "text", "a human please"));

        assertThat(refused).extracting(ApiCaller.Heard::name).containsExactly("action", "done");
        assertThat(refused.getFirst().data().path("state").asText()).isEqualTo("rejected");
        assertThat(refused.getFirst().data().path("verdict").asText()).isEqualTo("not_the_customers");
        assertThat(done).extracting(ApiCaller.Heard::name).containsExactly("action", "done");
        assertThat(done.getFirst().data().path("state").asText()).isEqualTo("succeeded");
        assertThat(done.getFirst().data().path("outcome").asText())
                .isEqualTo(done.getLast().data().path("reply").asText())
                .startsWith("I am handing you over");
    }
}
