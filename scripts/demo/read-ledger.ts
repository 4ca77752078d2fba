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

const mails = z.object({
  items: z.array(z.object({ to: z.string() })),
  next: z.number().nullable(),
});

/** How many messages of a kind the simulated provider accepted of an organisation, by address. @param tag such as "campaign" */
export async function countMailsTo(of: {
  simulatorUrl: string;
  organisationId: string;
  tag: string;
}): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let since: number | null = -1; since !== null; ) {
    const query = `token=sandbox-${of.organisationId}&channel=email&tag=${of.tag}&limit=5000&since=${since}`;
    const page = mails.parse(await (await fetch(`${of.simulatorUrl}/_ledger?${query}`)).json());
    for (const { to } of page.items) counts.set(to, (counts.get(to) ?? 0) + 1);
    since = page.next;
  }
  return counts;
}
