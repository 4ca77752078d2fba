import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { applyFacts } from "@packpost/core/provider-event/apply-facts";
import type { MatchedEvent } from "@packpost/core/provider-event/event-subject";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { planByKey } from "@packpost/db/prepared";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import type { EmailEventKind } from "@packpost/providers/email-event";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/**
 * Statistics of yesterday say nothing of what was written today. Work done for n people must touch some rows for each of
 * them, whatever the statistics hold: rows are counted, not milliseconds, so that a slow machine proves nothing.
 */
const database = openTestDatabase();
const people = 1_000;
/** Rows of one table that may be looked at for each person; a plan that has turned round looks at thousands. */
const mostAPerson = 60;

const contextOf = (large: LargeOrganisation) => staffContext({ ...large, orm: database.orm }, large.ownerId);

/** A campaign of which everybody in a new organisation has had the mail. */
async function sendToAll(
  customers: number,
): Promise<{ large: LargeOrganisation; recipientIds: readonly string[] }> {
  const large = await seedLarge({ orm: database.orm, customers, onlyGood: true });
  const { campaignId } = await createCampaign({ ctx: contextOf(large), input: {} });
  const { rows } = await database.owner.query<{ id: string }>(
    `insert into recipient (organisation_id, broadcast_id, customer_id, email_key, email, slice, sent_at, delivered_at)
     select organisation_id, $2, id, email_key, email, 0, now() - interval '1 hour', now() - interval '1 hour'
     from customer where organisation_id = $1 returning id`,
    [large.organisationId, campaignId],
  );
  return { large, recipientIds: rows.map(({ id }) => id) };
}

/** Rows that the running transaction has read of each table, by index or otherwise. */
async function rowsRead(em: EntityManager): Promise<Record<string, number>> {
  const { rows } = await sql<{ relname: string; read: number }>`
    select relname, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables`.execute(
    em.getKysely(),
  );
  return Object.fromEntries(rows.map(({ relname, read }) => [relname, read]));
}

async function tellAll(
  { large, recipientIds }: Awaited<ReturnType<typeof sendToAll>>,
  kind: EmailEventKind,
): Promise<Record<string, number>> {
  const events: MatchedEvent[] = recipientIds.map((recipientId) => ({
    ...{ kind: "recipient", id: recipientId },
    event: {
      ...{ dedupeKey: crypto.randomUUID(), kind, providerKind: kind, recipientId },
      ...{ occurredAt: new Date(), bot: false, suppresses: false },
    },
  }));
  return inOrganisation(database.orm, large.organisationId, async (em) => {
    await sql`select ${planByKey}`.execute(em.getKysely());
    await applyFacts(em, contextOf(large), events);
    return rowsRead(em);
  });
}

const kinds = [
  ...(["delivered", "opened", "clicked", "opened"] as const),
  ...(["unsubscribed", "hard_bounced", "complained"] as const),
];

describe("whatever the statistics say", () => {
  it.each(["an empty database", "yesterday's mail, four times as much"])(
    "C11 C18 with statistics of %s, events touch a few rows a person",
    async (when) => {
      if (when !== "an empty database") {
        const yesterday = await sendToAll(people * 4);
        for (const kind of ["opened", "clicked"] as const) await tellAll(yesterday, kind);
      }
      await database.owner.query("analyze");
      const today = await sendToAll(people);
      for (const kind of kinds) {
        const read = await tellAll(today, kind);
        const much = Object.entries(read).filter(([, rows]) => rows > people * mostAPerson);
        expect({ kind, much }).toEqual({ kind, much: [] });
      }
    },
    300_000,
  );

  it("C14 bounces before anybody was blocked touch a few rows a person", async () => {
    await database.owner.query("analyze");
    const read = await tellAll(await sendToAll(people), "hard_bounced");
    expect(Object.entries(read).filter(([, rows]) => rows > people * mostAPerson)).toEqual([]);
  });
});
