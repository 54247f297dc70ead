package dev.relaydesk.action;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relaydesk.conversation.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy as the API shows it; sent back with changes and its version it is the new one. */
record PolicyView(
        String action,
        boolean enabled,
        String tier,
        int quota,
        @JsonProperty("quota_window_seconds") long quotaWindow,
        @JsonProperty("dedupe_window_seconds") long dedupeWindow,
        List<String> modes,
        long version,
        @JsonProperty("updated_at") @Nullable Instant updatedAt,
        @JsonProperty("updated_by") @Nullable String updatedBy) {

    static PolicyView of(Policies.Held held) {
        ActionPolicy policy = held.policy();
        return new PolicyView(
                held.action(),
                policy.enabled(),
                policy.tier().wire(),
                policy.quota(),
                policy.quotaWindow().toSeconds(),
                policy.dedupeWindow().toSeconds(),
                policy.modes().stream().sorted().map(Mode::wire).toList(),
                held.version(),
                held.updatedAt(),
                held.updatedBy());
    }
}
