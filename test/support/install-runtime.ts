import { DefaultLogger, makeTelemetryFilterString, Runtime } from "@temporalio/worker";

/** Temporal's native part in this process, telling of errors alone. Once a file, before its first worker or connection. */
export function installRuntime(): void {
  const filter = makeTelemetryFilterString({ core: "ERROR", other: "ERROR" });
  Runtime.install({ logger: new DefaultLogger("ERROR"), telemetryOptions: { logging: { filter } } });
}
