package dev.relaydesk.bench;

import java.util.Locale;

/**
 * What one load measured.
 *
 * @param turns answered within the time
 * @param seconds how long it was measured
 * @param ack milliseconds from the webhook's post to its 200
 * @param added milliseconds the service added to each turn: post to send, without the model's own time
 * @param serviceMillis CPU of the service
 * @param databaseMillis CPU of PostgreSQL with all its processes
 * @param othersCores cores that processes outside this measurement used meanwhile
 * @param worldCores cores that the measuring process itself used
 */
record Cell(
        String name,
        int turns,
        double seconds,
        Sample ack,
        Sample added,
        double serviceMillis,
        double databaseMillis,
        double othersCores,
        double worldCores) {

    static final String HEAD = """
            | load | turns/s | ack p50 / p99 ms | added p50 / p99 ms | CPU-ms/turn service | PostgreSQL | together | others' cores | harness |
            |---|---|---|---|---|---|---|---|---|""";

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %s | %s | %.2f | %.2f | **%.2f** | %.2f | %.2f |",
                name,
                turns / seconds,
                ack,
                added,
                serviceMillis / turns,
                databaseMillis / turns,
                (serviceMillis + databaseMillis) / turns,
                othersCores,
                worldCores);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"load\":\"%s\",\"turns\":%d,\"seconds\":%.2f,\"turns_per_second\":%.1f,\"ack_p50_ms\":%.2f,\"ack_p99_ms\":%.2f,"
                        + "\"added_p50_ms\":%.2f,\"added_p99_ms\":%.2f,\"service_cpu_ms_per_turn\":%.3f,"
                        + "\"postgres_cpu_ms_per_turn\":%.3f,\"others_cores\":%.2f,\"harness_cores\":%.2f}",
                name,
                turns,
                seconds,
                turns / seconds,
                ack.percentile(0.5),
                ack.percentile(0.99),
                added.percentile(0.5),
                added.percentile(0.99),
                serviceMillis / turns,
                databaseMillis / turns,
                othersCores,
                worldCores);
    }
}
