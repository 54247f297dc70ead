package dev.relaydesk.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** How a job ended. */
public sealed interface JobEnd {

    JobStatus status();

    record Completed(JsonNode result, BigDecimal costUsd) implements JobEnd {
        @Override
        public JobStatus status() {
            return JobStatus.COMPLETED;
        }
    }

    record Failed(String code, String message) implements JobEnd {
        @Override
        public JobStatus status() {
            return JobStatus.FAILED;
        }
    }

    record Cancelled(String by) implements JobEnd {
        @Override
        public JobStatus status() {
            return JobStatus.CANCELLED;
        }
    }

    record TimedOut() implements JobEnd {
        @Override
        public JobStatus status() {
            return JobStatus.TIMED_OUT;
        }
    }
}
