/**
 * Settings for a small machine (2 cores) that PostgreSQL shares with everything else.
 * @param throwaway data that nobody needs after a power cut
 * @param statistics counts every statement's time in pg_stat_statements, for benches
 */
export function postgresSettings(port: number, throwaway: boolean, statistics: boolean): string[] {
  return [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    // No socket files that a killed server could leave behind.
    "unix_socket_directories=",
    "max_connections=100",
    "shared_buffers=192MB",
    "work_mem=16MB",
    "maintenance_work_mem=64MB",
    "effective_cache_size=1GB",
    "max_wal_size=1GB",
    "wal_level=minimal",
    "max_wal_senders=0",
    "random_page_cost=1.1",
    "jit=off",
    "max_parallel_workers_per_gather=1",
    "log_checkpoints=off",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_min_duration_statement=2s",
    // Statements carry their values as parameters: without them, and without details, no address comes into a log.
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    ...(statistics
      ? ["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track=all", "track_io_timing=on"]
      : []),
    ...(throwaway ? ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] : []),
  ];
}
