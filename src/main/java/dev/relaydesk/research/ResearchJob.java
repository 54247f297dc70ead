package dev.relaydesk.research;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.job.Job;
import dev.relaydesk.job.JobEnd;
import dev.relaydesk.job.JobHandler;
import dev.relaydesk.job.JobRun;
import dev.relaydesk.job.JobStep;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.research.judge.Judge;
import dev.relaydesk.research.judge.JudgeCard;
import dev.relaydesk.research.judge.Judgement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@code deep_research}: one engine after another until one has found out, within the budget. */
@ApplicationScoped
class ResearchJob implements JobHandler {

    static final String TYPE = "deep_research";

    private final Jdbi jdbi;
    private final ResearchConfig config;
    private final Engines engines;
    private final Budget budget;
    private final Judge judge;
    private final Delivery delivery;
    private final ObjectMapper json;

    ResearchJob(
            Jdbi jdbi,
            ResearchConfig config,
            Engines engines,
            Budget budget,
            Judge judge,
            Delivery delivery,
            ObjectMapper json) {
        this.jdbi = jdbi;
        this.config = config;
        this.engines = engines;
        this.budget = budget;
        this.judge = judge;
        this.delivery = delivery;
        this.json = json;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Problem.Field> faults(JsonNode input) {
        return Orders.faults(input, engines.names());
    }

    @Override
    public int concurrency() {
        return config.concurrency();
    }

    @Override
    public Duration timeLimit() {
        return config.deadline();
    }

    @Override
    public JobStep run(JobRun job) throws InterruptedException {
        Order order = Orders.read(job.job().input(), config.maxCostUsd());
        RunRow run = row(job, order).orElse(null);
        if (run == null) {
            Optional<String> first = engines.first(job.job().input(), order);
            if (first.isEmpty()) {
                return new JobStep.Failed(
                        "no_engine", "No way to research is set up that the order can pay for", false);
            }
            Optional<String> refusal = Engines.isPaid(first.get()) ? budget.refusal() : Optional.empty();
            if (refusal.isPresent()) {
                return new JobStep.Failed("budget", refusal.get(), false);
            }
            job.write(transaction -> ResearchRuns.begin(transaction, job.job().id(), first.get()));
            run = row(job, order).orElseThrow();
            job.log("Engine: " + first.get());
        }
        JsonNode found = run.standing().report();
        if (found != null) {
            return judged(run, found);
        }
        if (run.spentUsd().compareTo(order.maxCostUsd()) > 0) {
            stop(run);
            return overspent(run);
        }
        return after(run, engines.of(run.standing().engine()).step(run));
    }

    private JobStep judged(RunRow run, JsonNode found) throws InterruptedException {
        run.progress("judge", 95, "The report is judged");
        Report report = json.convertValue(found, Report.class);
        return switch (judge.judge(run.order(), report)) {
            case Judgement.Later(Duration pause) -> new JobStep.Again(pause);
            case JudgeCard card -> new JobStep.Done(result(run, found, card), run.spentUsd());
        };
    }

    private JobStep after(RunRow run, EngineStep step) {
        return switch (step) {
            case EngineStep.Found(Report report) -> {
                run.found(json.valueToTree(report));
                yield new JobStep.Again(Duration.ZERO);
            }
            case EngineStep.Again(Duration pause) -> new JobStep.Again(pause);
            case EngineStep.Failed(String code, String message, boolean retry) -> {
                if (retry) {
                    yield new JobStep.Failed(code, message, true);
                }
                if (run.spentUsd().compareTo(run.order().maxCostUsd()) > 0) {
                    yield overspent(run);
                }
                Optional<String> next = engines.after(run.standing(), run.input());
                if (next.isEmpty()) {
                    yield new JobStep.Failed(code, message, false);
                }
                run.log(run.standing().engine() + " gave up (" + code + "); " + next.get() + " goes on");
                run.giveWay(next.get());
                yield new JobStep.Again(Duration.ZERO);
            }
        };
    }

    private static JobStep overspent(RunRow run) {
        return new JobStep.Failed(
                "budget_used_up",
                "It cost %s USD of %s".formatted(run.spentUsd(), run.order().maxCostUsd()),
                false);
    }

    private JsonNode result(RunRow run, JsonNode report, JudgeCard card) {
        ObjectNode result = json.createObjectNode();
        result.set("report", report);
        result.put("engine", run.standing().engine());
        result.put("cost_usd", run.spentUsd());
        result.set("judge", json.valueToTree(card));
        return result;
    }

    @Override
    public void stopped(JobRun job) {
        row(job, Orders.read(job.job().input(), config.maxCostUsd())).ifPresent(this::stop);
    }

    private void stop(RunRow run) {
        engines.of(run.standing().engine()).stop(run);
    }

    @Override
    public void beforeEnd(Handle transaction, Job job) {
        delivery.lock(transaction, job);
    }

    @Override
    public void again(Handle transaction, UUID job) {
        ResearchRuns.forget(transaction, job);
    }

    @Override
    public void ended(Handle transaction, Job job, JobEnd end) {
        delivery.ended(transaction, job, end);
    }

    private Optional<RunRow> row(JobRun job, Order order) {
        return jdbi.withHandle(handle -> ResearchRuns.read(handle, job.job().id()))
                .map(standing -> new RunRow(job, order, standing));
    }
}
