import * as z from "zod";

/** An IANA zone, e.g. `Europe/Berlin`: what "today" means for an organisation's people. Browser-safe. */
export const zoneSchema = z
  .string()
  .refine((zone) => zone === "UTC" || Intl.supportedValuesOf("timeZone").includes(zone), {
    error: "not an IANA time zone, such as Europe/Berlin",
  });
