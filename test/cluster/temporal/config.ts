import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Temporal's four services; each runs in a process of its own here. */
export const roles = ["frontend", "history", "matching", "worker"] as const;
export type TemporalRole = (typeof roles)[number];

/** Of one machine: what a service takes calls on, and what it talks about membership with the others on. */
export type TemporalPorts = Readonly<
  Record<TemporalRole, { readonly grpc: number; readonly membership: number }>
>;

export interface TemporalDatabases {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** The names of Temporal's two databases, as its documentation has them. */
export const databaseNames = { default: "temporal", visibility: "temporal_visibility" } as const;

/** What differs from the server's defaults, for an installation as for this one. */
const settings = {
  // Organisations take turns within a partition of a queue.
  "matching.enableFairness": true,
  // A process that is told to stop leaves the ring first, then finishes what it has in hand.
  "history.shutdownDrainDuration": "3s",
  "matching.shutdownDrainDuration": "3s",
  "frontend.shutdownFailHealthCheckDuration": "2s",
  "frontend.shutdownDrainDuration": "3s",
  // Here alone: a namespace and its search attributes are used as soon as they are made, not when caches are a minute old.
  "system.forceSearchAttributesCacheRefreshOnRead": true,
  "system.namespaceCacheRefreshInterval": "1s",
};

/**
 * Writes the configuration of one machine: all four services know each other's ports by the ring, where each says its own.
 * @returns the file (JSON is YAML)
 */
export function writeTemporalConfig(options: {
  readonly directory: string;
  readonly name: string;
  readonly ports: TemporalPorts;
  readonly databases: TemporalDatabases;
  /** Where clients find the frontends; the same in every configuration, or each process would write it anew into the database. */
  readonly address: string;
  readonly shards: number;
}): string {
  const { directory, name, ports, databases, address, shards } = options;
  const dynamic = join(directory, "temporal-settings.yaml");
  const values = Object.entries(settings).map(([key, value]) => [key, [{ value }]]);
  writeFileSync(dynamic, JSON.stringify(Object.fromEntries(values)));
  const store = (databaseName: string, maxConns: number) => ({
    sql: {
      ...{ pluginName: "postgres12", databaseName, connectAddr: `127.0.0.1:${databases.port}` },
      ...{ connectProtocol: "tcp", user: databases.user, password: databases.password },
      ...{ maxConns, maxIdleConns: maxConns, maxConnLifetime: "1h" },
    },
  });
  const service = (role: TemporalRole) => [
    role,
    { rpc: { grpcPort: ports[role].grpc, membershipPort: ports[role].membership, bindOnIP: "127.0.0.1" } },
  ];
  const config = {
    log: { stdout: true, level: "warn" },
    persistence: {
      ...{ defaultStore: "default", visibilityStore: "visibility", numHistoryShards: shards },
      datastores: {
        default: store(databaseNames.default, 20),
        visibility: store(databaseNames.visibility, 5),
      },
    },
    global: { membership: { maxJoinDuration: "30s", broadcastAddress: "127.0.0.1" } },
    services: Object.fromEntries(roles.map(service)),
    clusterMetadata: {
      ...{ enableGlobalNamespace: false, failoverVersionIncrement: 10 },
      ...{ masterClusterName: "active", currentClusterName: "active" },
      clusterInformation: {
        active: {
          ...{ enabled: true, initialFailoverVersion: 1, rpcName: "frontend" },
          rpcAddress: address,
        },
      },
    },
    dcRedirectionPolicy: { policy: "noop" },
    dynamicConfigClient: { filepath: dynamic, pollInterval: "10s" },
  };
  const file = join(directory, `temporal-${name}.yaml`);
  writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 });
  return file;
}
