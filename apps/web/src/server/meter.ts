import { type Meter, openMeter } from "@packpost/core/metrics/meter";
import { singleton } from "./singleton.ts";

/** What the web app counts, one for the process. */
export const getMeter = (): Meter => singleton("meter", () => openMeter(["packpost_procedure_seconds"]));
