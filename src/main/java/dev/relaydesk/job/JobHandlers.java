package dev.relaydesk.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who does which type of job. */
@ApplicationScoped
class JobHandlers {

    private final Map<String, JobHandler> byType;

    JobHandlers(@Any Instance<JobHandler> handlers) {
        byType = handlers.stream().collect(Collectors.toUnmodifiableMap(JobHandler::type, it -> it));
    }

    List<JobHandler> all() {
        return List.copyOf(byType.values());
    }

    Optional<JobHandler> of(String type) {
        return Optional.ofNullable(byType.get(type));
    }
}
