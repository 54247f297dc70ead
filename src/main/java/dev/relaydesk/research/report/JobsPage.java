package dev.relaydesk.research.report;

import dev.relaydesk.access.Role;
import dev.relaydesk.access.Visitor;
import dev.relaydesk.platform.page.Limit;
import dev.relaydesk.platform.page.Page;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All jobs, by where they stand. */
@Path("/jobs")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.VIEWER)
@RunOnVirtualThread
class JobsPage {

    private static final int ROWS = 25;
    private static final List<String> STATES =
            List.of("running", "pending", "completed", "failed", "cancelled", "timed_out");
    private static final Map<String, Duration> SINCE =
            Map.of("day", Duration.ofDays(1), "week", Duration.ofDays(7), "month", Duration.ofDays(30));

    record Show(Visitor visitor, Asked asked, Board board) implements TemplateInstance {}

    /** Only what changes, for a page that is already open. */
    record Table(Asked asked, Board board) implements TemplateInstance {}

    /**
     * What is on the board.
     *
     * @param idle whether jobs wait and no worker is there
     * @param next the address of the next page; empty on the last one
     */
    record Board(List<Tab> tabs, List<JobCard> jobs, boolean idle, String next) {}

    record Tab(String name, int count, String address, boolean current) {}

    /** What is looked for; a word that we do not know asks for nothing. */
    record Asked(String status, String type, String since, String before) {

        String address(String path, String status, String before) {
            String query = Stream.of(
                            pair("status", status), pair("type", type), pair("since", since), pair("before", before))
                    .filter(it -> !it.isEmpty())
                    .reduce((one, other) -> one + "&" + other)
                    .orElse("");
            return query.isEmpty() ? path : path + "?" + query;
        }

        public String table() {
            return address("/jobs/table", status, before);
        }

        public boolean isFiltered() {
            return !type.isEmpty() || !since.isEmpty() || !status.isEmpty();
        }

        private static String pair(String name, String value) {
            return value.isEmpty() ? "" : name + "=" + value;
        }
    }

    private final ReportRows jobs;
    private final Clock clock;
    private final SecurityIdentity identity;

    JobsPage(ReportRows jobs, Clock clock, SecurityIdentity identity) {
        this.jobs = jobs;
        this.clock = clock;
        this.identity = identity;
    }

    @GET
    public TemplateInstance show(
            @QueryParam("status") @DefaultValue("") String status,
            @QueryParam("type") @DefaultValue("") String type,
            @QueryParam("since") @DefaultValue("") String since,
            @QueryParam("before") @DefaultValue("") String before) {
        Asked asked = asked(status, type, since, before);
        return new Show(Visitor.of(identity), asked, board(asked));
    }

    @GET
    @Path("table")
    public TemplateInstance table(
            @QueryParam("status") @DefaultValue("") String status,
            @QueryParam("type") @DefaultValue("") String type,
            @QueryParam("since") @DefaultValue("") String since,
            @QueryParam("before") @DefaultValue("") String before) {
        Asked asked = asked(status, type, since, before);
        return new Table(asked, board(asked));
    }

    private static Asked asked(String status, String type, String since, String before) {
        var cursor = Limit.cursor(before);
        return new Asked(
                STATES.contains(status) ? status : "",
                List.of("deep_research", "judge", "generation").contains(type) ? type : "",
                SINCE.containsKey(since) ? since : "",
                cursor == null ? "" : cursor.toString());
    }

    private Board board(Asked asked) {
        Instant now = clock.instant();
        Duration back = SINCE.get(asked.since());
        Instant since = back == null ? null : now.minus(back);
        String type = orNull(asked.type());
        Page<JobSheet> page = Page.of(
                jobs.list(orNull(asked.status()), type, since, Limit.cursor(asked.before()), ROWS + 1),
                ROWS,
                job -> job.id().toString());
        Map<String, Integer> counts = jobs.counts(type, since);
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        String next = page.nextCursor();
        return new Board(
                Stream.concat(
                                Stream.of(tab(asked, "", "All", all)),
                                STATES.stream()
                                        .map(state ->
                                                tab(asked, state, JobCard.words(state), counts.getOrDefault(state, 0))))
                        .toList(),
                page.items().stream().map(job -> new JobCard(job, now)).toList(),
                jobs.nobodyWorks(),
                next == null ? "" : asked.address("/jobs", asked.status(), next));
    }

    private static Tab tab(Asked asked, String state, String name, int count) {
        return new Tab(
                name, count, asked.address("/jobs", state, ""), asked.status().equals(state));
    }

    private static @Nullable String orNull(String word) {
        return word.isEmpty() ? null : word;
    }
}
