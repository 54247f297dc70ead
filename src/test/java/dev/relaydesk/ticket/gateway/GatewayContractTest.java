package dev.relaydesk.ticket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.platform.examination.Finding;
import dev.relaydesk.testing.desk.FakeDesk;
import dev.relaydesk.testing.desk.FakeDesk.Fate;
import dev.relaydesk.testing.desk.FakeRedmine;
import dev.relaydesk.testing.desk.FakeZammad;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every gateway promises, whatever system stands behind it. */
class GatewayContractTest {

    private static final Filing LAMP =
            new Filing("conversation:action", "RD-1001", "Lamp broken 💡 ü", "It does not shine", "high");

    private @Nullable TicketGateway opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private TicketGateway of(Ours ours) {
        ours.desk.forgets();
        opened = ours.gateway();
        return opened;
    }

    @ParameterizedTest
    @EnumSource
    void a_ticket_is_opened_found_by_our_reference_and_read(Ours ours) {
        TicketGateway gateway = of(ours);
        OutsideTicket opened = done(gateway.create(LAMP));

        assertThat(ours.desk.tickets()).singleElement().satisfies(ticket -> {
            assertThat(ticket.reference).isEqualTo(LAMP.reference());
            assertThat(ticket.subject).isEqualTo(LAMP.subject());
            assertThat(ticket.body).isEqualTo(LAMP.body());
        });
        assertThat(opened.status()).isEqualTo(TicketStatus.OPEN);
        assertThat(opened.number()).endsWith(opened.id());
        assertThat(done(gateway.find(LAMP.reference()))).contains(opened);
        assertThat(done(gateway.find("somebody:else"))).isEmpty();
        assertThat(done(gateway.read(opened.id()))).isEqualTo(opened);
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_answer_is_unclear_and_the_ticket_is_found(Ours ours) {
        TicketGateway gateway = of(ours);
        ours.desk.plays(new Fate.LosesTheAnswer());

        assertThat(gateway.create(LAMP)).isInstanceOf(Outcome.Unclear.class);
        assertThat(done(gateway.find(LAMP.reference()))).isPresent();
        assertThat(ours.desk.tickets()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_of_a_proxy_is_unclear_too(Ours ours) {
        TicketGateway gateway = of(ours);
        ours.desk.plays(new Fate.BreaksAfterwards(), new Fate.LosesTheRequest());

        assertThat(gateway.create(LAMP)).isInstanceOf(Outcome.Unclear.class);
        assertThat(gateway.create(LAMP)).isInstanceOf(Outcome.Unclear.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ZENDESK", "WEBHOOK"})
    void what_is_repeated_with_a_key_is_done_once(Ours ours) {
        TicketGateway gateway = of(ours);
        OutsideTicket first = done(gateway.create(LAMP));

        assertThat(gateway.repeat()).isEqualTo(Repeat.WITH_KEY);
        assertThat(done(gateway.create(LAMP)).id()).isEqualTo(first.id());
        assertThat(ours.desk.tickets()).hasSize(1);
    }

    @Test
    void where_there_is_no_key_a_ticket_is_not_simply_asked_for_again() {
        assertThat(of(Ours.REDMINE).repeat()).isEqualTo(Repeat.AFTER_LOOK_UP);
        assertThat(of(Ours.ZAMMAD).repeat()).isEqualTo(Repeat.NEVER);
    }

    @Test
    void what_is_not_found_is_repeated_only_as_far_as_that_cannot_make_two() {
        assertThat(Repeat.WITH_KEY.isAllowed(false, false, false)).isTrue();
        assertThat(Repeat.WITH_KEY.isAllowed(true, true, true)).isFalse();
        assertThat(Repeat.AFTER_LOOK_UP.isAllowed(false, false, false)).isFalse();
        assertThat(Repeat.AFTER_LOOK_UP.isAllowed(true, false, true)).isTrue();
        assertThat(Repeat.AFTER_LOOK_UP.isAllowed(true, true, false)).isFalse();
        assertThat(Repeat.NEVER.isAllowed(true, false, false)).isFalse();
    }

    @Test
    void a_search_that_lags_finds_nothing_at_first() {
        TicketGateway gateway = of(Ours.ZAMMAD);
        done(gateway.create(LAMP));
        FakeZammad zammad = (FakeZammad) Ours.ZAMMAD.desk;
        zammad.searchLags = true;
        Optional<OutsideTicket> early = done(gateway.find(LAMP.reference()));
        zammad.searchLags = false;

        assertThat(early).isEmpty();
        assertThat(done(gateway.find(LAMP.reference()))).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void a_comment_is_public_and_a_note_is_private(Ours ours) {
        TicketGateway gateway = of(ours);
        String id = done(gateway.create(LAMP)).id();
        Note comment = note("It is the blue one", false);
        Note note = note("Known customer", true);

        assertThat(done(gateway.comment(id, comment))).isEqualTo(Posted.AS_ASKED);
        assertThat(done(gateway.comment(id, note))).isEqualTo(Posted.AS_ASKED);

        assertThat(ours.desk.tickets().getFirst().comments)
                .extracting(FakeDesk.Comment::isPrivate)
                .containsExactly(false, true);
        assertThat(ours.desk.tickets().getFirst().comments.getFirst().text())
                .contains("It is the blue one", comment.id().toString());
        assertThat(done(gateway.look(id, comment))).isEqualTo(Posted.AS_ASKED);
        assertThat(done(gateway.look(id, note("never sent", false)))).isEqualTo(Posted.ABSENT);
    }

    @ParameterizedTest
    @EnumSource
    void a_note_that_was_made_public_is_noticed(Ours ours) {
        TicketGateway gateway = of(ours);
        String id = done(gateway.create(LAMP)).id();
        ours.desk.exposesNotes = true;

        assertThat(done(gateway.comment(id, note("Known customer", true)))).isEqualTo(Posted.EXPOSED);
    }

    @Test
    void a_note_is_not_even_sent_where_redmine_would_make_it_public() {
        TicketGateway gateway = of(Ours.REDMINE);
        String id = done(gateway.create(LAMP)).id();
        FakeRedmine redmine = (FakeRedmine) Ours.REDMINE.desk;
        redmine.mayWritePrivately = false;
        Outcome<Posted> outcome = gateway.comment(id, note("Known customer", true));
        redmine.mayWritePrivately = true;

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("no_private_notes"));
        assertThat(redmine.tickets().getFirst().comments).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REDMINE", "ZENDESK"})
    void a_comment_that_was_thrown_away_is_noticed(Ours ours) {
        TicketGateway gateway = of(ours);
        String id = done(gateway.create(LAMP)).id();
        ours.desk.ignoresComments = true;

        assertThat(done(gateway.comment(id, note("It is the blue one", false)))).isEqualTo(Posted.ABSENT);
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_answer_to_a_comment_is_unclear_and_the_comment_is_found(Ours ours) {
        TicketGateway gateway = of(ours);
        String id = done(gateway.create(LAMP)).id();
        Note comment = note("It is the blue one", false);
        ours.desk.plays(new Fate.LosesTheAnswer());

        assertThat(gateway.comment(id, comment)).isInstanceOf(Outcome.Unclear.class);
        assertThat(done(gateway.look(id, comment))).isEqualTo(Posted.AS_ASKED);
    }

    @ParameterizedTest
    @EnumSource
    void a_solved_ticket_is_over_and_a_word_of_the_operators_counts(Ours ours) {
        TicketGateway gateway = of(ours);
        String id = done(gateway.create(LAMP)).id();
        FakeDesk.Ticket ticket = ours.desk.tickets().getFirst();
        ticket.status = ours.desk.solved();
        TicketStatus solved = done(gateway.read(id)).status();
        ticket.status = "On the shelf";

        assertThat(solved.isOver()).isTrue();
        assertThat(done(gateway.read(id)).status()).isEqualTo(TicketStatus.WAITING);
    }

    @ParameterizedTest
    @EnumSource
    void a_deleted_ticket_is_gone(Ours ours) {
        TicketGateway gateway = of(ours);
        String id = done(gateway.create(LAMP)).id();
        ours.desk.tickets().clear();

        assertThat(refused(gateway.read(id)).code()).isEqualTo("gone");
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_key_is_refused_and_may_be_put_right(Ours ours) {
        of(ours);
        try (TicketGateway stranger = ours.stranger()) {
            Outcome.Refused<OutsideTicket> refused = refused(stranger.create(LAMP));

            assertThat(refused.code()).isEqualTo("http_401");
            assertThat(refused.again()).isTrue();
            assertThat(stranger.examine()).anySatisfy(finding -> {
                assertThat(finding.isOk()).isFalse();
                assertThat(finding.remedy()).isNotBlank();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void too_many_requests_wait_as_long_as_they_are_told_to(Ours ours) {
        TicketGateway gateway = of(ours);
        ours.desk.plays(new Fate.Refuses(429, "7"), new Fate.Refuses(429, "99999"), new Fate.Refuses(429, "soon"));

        assertThat(refused(gateway.create(LAMP)).pause()).isEqualTo(Duration.ofSeconds(7));
        assertThat(refused(gateway.create(LAMP)).pause()).isEqualTo(Duration.ofMinutes(10));
        assertThat(refused(gateway.create(LAMP)).pause()).isNull();
        assertThat(ours.desk.tickets()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_server_error_is_unclear_and_a_plain_no_is_no(Ours ours) {
        TicketGateway gateway = of(ours);
        ours.desk.plays(new Fate.Refuses(503, "3"), new Fate.Refuses(422, null));

        assertThat(gateway.create(LAMP))
                .isInstanceOfSatisfying(
                        Outcome.Unclear.class,
                        unclear -> assertThat(unclear.pause()).isEqualTo(Duration.ofSeconds(3)));
        assertThat(refused(gateway.create(LAMP)).again()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void where_nobody_listens_nothing_happened(Ours ours) {
        try (TicketGateway nowhere = ours.nowhere()) {
            assertThat(refused(nowhere.create(LAMP)).code()).isEqualTo("unreachable");
            assertThat(nowhere.examine()).noneMatch(Finding::isOk);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_good_connection_passes_the_examination_and_leaves_nothing_behind(Ours ours) {
        TicketGateway gateway = of(ours);

        assertThat(gateway.examine()).isNotEmpty().allMatch(Finding::isOk);
        assertThat(ours.desk.requests()).allMatch(request -> request.startsWith("GET"));
    }

    private static Note note(String text, boolean forStaff) {
        return new Note(UUID.randomUUID(), "agent", text, forStaff);
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    private static <T> Outcome.Refused<T> refused(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused<T>) outcome;
    }
}
