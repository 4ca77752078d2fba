import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Ports } from "./ports.ts";
import type { Program } from "./start-program.ts";

/** Environment of web, api and worker; undefined takes a variable of our own environment away. */
export type Connections = Readonly<Record<string, string | undefined>>;

/** The provider simulator; knows nothing of the rest. */
export function describeSimulator(ports: Ports, dataDirectory: string, knobs: Connections): Program {
  return {
    name: "simulator",
    folder: "apps/sandbox",
    args: ["src/main.ts"],
    port: ports.simulator,
    readyPath: "/_health",
    graceMs: 5_000,
    env: (port) => ({
      HOST: "127.0.0.1",
      PORT: String(port),
      DATA_DIR: join(dataDirectory, "simulator"),
      ...knobs,
    }),
  };
}

/** The process for machines: the provider's webhooks. Its grace is as long as a group of events may need. */
export function describeApi(
  ports: Ports,
  connections: Connections,
  addresses: { readonly publicUrl: string; readonly apiUrl: string | null },
): Program {
  return {
    name: "api",
    folder: "apps/api",
    args: ["src/main.ts"],
    port: ports.api,
    readyPath: "/ready",
    graceMs: 15_000,
    env: (port) => ({
      ...connections,
      APP_URL: addresses.publicUrl,
      API_URL: addresses.apiUrl ?? `http://127.0.0.1:${port}`,
      PORT: String(port),
      NODE_ENV: "production",
    }),
  };
}

/** The worker. Its grace is as long as it may need to finish a call in flight. */
export function describeWorker(
  ports: Ports,
  connections: Connections,
  addresses: { readonly publicUrl: string; readonly apiUrl: string },
): Program {
  return {
    name: "worker",
    folder: "apps/worker",
    args: ["src/main.ts"],
    port: ports.metrics,
    readyPath: "/ready",
    graceMs: 35_000,
    env: (port) => ({
      ...connections,
      APP_URL: addresses.publicUrl,
      API_URL: addresses.apiUrl,
      METRICS_PORT: String(port),
      NODE_ENV: "production",
    }),
  };
}

/** The web app's address on this machine, as people type it. */
export function localUrl(port: number): string {
  return `http://localhost:${port}`;
}

/** The web app, as built. */
export function describeWeb(
  ports: Ports,
  connections: Connections,
  addresses: { readonly publicUrl: string | null; readonly apiUrl: string },
): Program {
  const next = fileURLToPath(import.meta.resolve("next/dist/bin/next"));
  return {
    name: "web",
    folder: "apps/web",
    args: [next, "start", "-H", process.env.HOST ?? "127.0.0.1"],
    port: ports.web,
    readyPath: "/api/ready",
    graceMs: 35_000,
    env: (port) => ({
      ...connections,
      APP_URL: addresses.publicUrl ?? localUrl(port),
      API_URL: addresses.apiUrl,
      PORT: String(port),
      NODE_ENV: "production",
    }),
  };
}
