import { DefaultLogger, makeTelemetryFilterString, Runtime } from "@temporalio/worker";

let isInstalled = false;

/** Temporal's native part in this process, telling of errors alone. Call it before a file's first worker or connection. */
export function installRuntime(): void {
  // It ends with its last worker, and begins again with the same options for the next.
  if (isInstalled) return;
  isInstalled = true;
  const filter = makeTelemetryFilterString({ core: "ERROR", other: "ERROR" });
  Runtime.install({ logger: new DefaultLogger("ERROR"), telemetryOptions: { logging: { filter } } });
}
