package dev.relaydesk.platform.postgres;

/**
 * The server's configuration file, written anew at each start. An operator's own values go in by {@code ALTER SYSTEM},
 * which PostgreSQL reads after this file.
 */
record ServerSettings(Durability durability) {

    private static final String TEXT = """
            # Written by Relaydesk at each start; changes here are lost. Use ALTER SYSTEM.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 60
            timezone = 'UTC'
            fsync = %1$s
            synchronous_commit = %1$s
            full_page_writes = %1$s

            # A small machine that the service shares.
            shared_buffers = 96MB
            effective_cache_size = 512MB
            max_worker_processes = 2
            max_parallel_workers_per_gather = 0
            max_logical_replication_workers = 0
            io_method = sync
            jit = off

            # A queue: short transactions, rows that change often.
            min_wal_size = 128MB
            max_wal_size = 1GB
            checkpoint_timeout = 15min
            random_page_cost = 1.1
            autovacuum_naptime = 15s
            autovacuum_vacuum_scale_factor = 0.05
            autovacuum_vacuum_cost_limit = 1000

            # A week of files beside the data.
            logging_collector = on
            log_directory = 'log'
            log_filename = 'postgres-%%a.log'
            log_truncate_on_rotation = on
            log_rotation_age = 1d
            log_rotation_size = 0
            log_checkpoints = off
            log_line_prefix = '%%m [%%p] '
            log_min_duration_statement = 2s
            """;

    String text() {
        return TEXT.formatted(
                switch (durability) {
                    case KEPT -> "on";
                    case THROWN_AWAY -> "off";
                });
    }
}
