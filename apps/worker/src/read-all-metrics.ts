import type { Meter } from "@packpost/core/metrics/meter";
import { AggregatorRegistry } from "prom-client";
import type { MassMailProcess } from "./keep-mass-mail.ts";

/** The metrics of both processes of a worker as one: what each counted is added up, of figures of the database the larger one counts. */
export async function readAllMetrics(own: Meter, massMail: MassMailProcess): Promise<string> {
  const theirs = await massMail.readMetrics();
  if (theirs === null) return own.registry.metrics();
  const both = AggregatorRegistry.aggregate([await own.registry.getMetricsAsJSON(), theirs]);
  return both.metrics();
}
