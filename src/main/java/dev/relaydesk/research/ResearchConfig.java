package dev.relaydesk.research;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** What research may cost and how long it may take. */
@ConfigMapping(prefix = "relaydesk.research")
interface ResearchConfig {

    /** In this order; one that is not set up is passed over, one that fails gives way to the next. */
    @WithDefault("agent,async,multi_step,space")
    List<String> engines();

    /** At once in this process. */
    @WithDefault("4")
    int concurrency();

    /** From the order to the report. */
    @WithDefault("12h")
    Duration deadline();

    /** What a run may cost when the order does not say. */
    @WithDefault("10")
    BigDecimal maxCostUsd();

    /** With less than this a paid engine is not begun: a deep run that is cut off half-way is money for nothing. */
    @WithDefault("5")
    BigDecimal minCostUsd();

    /** What becomes of an order below that. */
    @WithDefault("fall_back")
    Thrift belowMinimum();

    /** What all runs of a day may cost together; 0 for any sum. */
    @WithDefault("50")
    BigDecimal dayUsd();

    /** The same for a month. */
    @WithDefault("500")
    BigDecimal monthUsd();

    /** What becomes of an order that may cost too little for a paid engine. */
    enum Thrift {
        /** The engines that cost nothing by themselves do it. */
        FALL_BACK,
        REFUSE
    }
}
