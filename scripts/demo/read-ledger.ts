import { z } from "zod";

const summary = z
  .object({
    accepted: z.number(),
    duplicates: z.number(),
    byOutcome: z.object({ none: z.number().default(0) }),
  })
  .transform(({ accepted, duplicates, byOutcome }) => ({
    accepted,
    duplicates,
    /** Messages of which the provider will never report anything, as happens in life. */
    silent: byOutcome.none,
  }));

/** What the simulated provider accepted of an organisation's campaigns, copies aside: the truth about what was sent. */
export async function readLedger(
  simulatorUrl: string,
  organisationId: string,
): Promise<z.infer<typeof summary>> {
  const response = await fetch(
    `${simulatorUrl}/_ledger/summary?token=sandbox-${organisationId}&tag=campaign`,
  );
  return summary.parse(await response.json());
}
