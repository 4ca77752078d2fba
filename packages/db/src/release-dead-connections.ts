/** How long whoever holds a connection that has died may take to give it back itself. */
const GRACE_MS = 1_000;

/** What is used of pg's pool and of the connections it hands out. */
interface Pool {
  on(event: "connect", listener: (connection: PooledConnection) => void): void;
}
interface PooledConnection {
  once(event: "end", listener: () => void): void;
  release?: (destroy: boolean) => void;
}

/**
 * Gives a pool its place back when the server ends a connection in the middle of a transaction (a restart, a failover, an
 * idle transaction's time is up). Kysely gives a transaction's connection back after `rollback` alone, and on a dead one
 * that fails: each such transaction would take a place for good, and ten of them the whole process.
 */
export function releaseDeadConnections(pool: Pool): void {
  pool.on("connect", (connection) => {
    connection.once("end", () => {
      setTimeout(() => {
        try {
          connection.release?.(true);
        } catch {
          // Was given back meanwhile, or was idle: the pool has forgotten it.
        }
      }, GRACE_MS).unref();
    });
  });
}
