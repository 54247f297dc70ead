package dev.relaydesk.access;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member of staff, as the API shows one.
 *
 * @param departments what the colleague answers for; empty: everything
 * @param whatsapp digits with the country code
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record StaffView(
        UUID staffId,
        String email,
        String name,
        String role,
        List<String> departments,
        @Nullable String slackId,
        @Nullable String whatsapp,
        boolean active) {}
