import { traceCalls } from "@packpost/core/tracing/temporal-interceptors";
import { connectTemporal } from "@packpost/workflows/connect-temporal";
import type { Client } from "@temporalio/client";
import { singleton } from "./singleton.ts";

/** The process's Temporal client; it connects on first use. */
export function getTemporalClient(): Client {
  return singleton("temporal", () => connectTemporal([traceCalls]));
}
