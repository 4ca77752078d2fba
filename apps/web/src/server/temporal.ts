import { connectTemporal } from "@packpost/workflows/client";
import type { Client } from "@temporalio/client";
import { processWide } from "./process-wide.ts";

/** The process's Temporal client; it connects on first use. */
export function getTemporalClient(): Client {
  return processWide("temporal", connectTemporal);
}
