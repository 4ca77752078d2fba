import { databaseNow } from "@packpost/db/database-now";
import { SuppressionSync } from "@packpost/db/entities/suppression-sync.entity";
import { inOrganisation } from "@packpost/db/orm";
import type { EmailSuppression } from "@packpost/providers/email-suppressions";
import { sql } from "kysely";
import type { Context, WorkerContext } from "../context.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";
import { compareSuppressions } from "./compare-suppressions.ts";

/**
 * Makes the addresses that nobody writes to the same here and at the provider, both ways (C14): what the provider
 * suppresses stands here too, what was suppressed or lifted by hand here is told to the provider. What it refuses to lift
 * stands again, with its words. No call is made inside a transaction; running it again changes nothing.
 */
export async function syncSuppressions({
  ctx,
}: {
  ctx: WorkerContext;
}): Promise<{ outcome: "synced" | "unavailable" }> {
  const { suppressions } = await ctx.providerFor("email");
  const answer = await suppressions.list(BULK_STREAM);
  if (answer.outcome === "unavailable") {
    await writeFailure(ctx, answer.providerMessage);
    return { outcome: "unavailable" };
  }
  const { taken, toGive, toLift, onlyHere } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    compareSuppressions(em, ctx, answer.suppressions),
  );
  const lifted = await suppressions.lift(BULK_STREAM, toLift);
  const given = await suppressions.add(BULK_STREAM, toGive);
  const refused = lifted.outcome === "changed" ? lifted.refused : new Map<string, string>();
  await standAgain(ctx, answer.suppressions, refused);
  const failed = [lifted, given].find((change) => change.outcome === "unavailable");
  await writeReport(ctx, {
    providerCount: answer.suppressions.length,
    taken,
    given: given.outcome === "changed" ? toGive.length - given.refused.size : 0,
    lifted: lifted.outcome === "changed" ? toLift.length - refused.size : 0,
    refused: refused.size,
    onlyHere,
    providerMessage: failed?.providerMessage ?? null,
  });
  return { outcome: failed === undefined ? "synced" : "unavailable" };
}

/** What the provider would not lift stands here again, in its words. */
async function standAgain(
  ctx: Context,
  list: readonly EmailSuppression[],
  refused: ReadonlyMap<string, string>,
): Promise<void> {
  const again = list.filter(({ address, reason }) => refused.has(address) && reason !== "opt_out");
  if (again.length === 0) return;
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      insert into suppression (organisation_id, kind, value_key, reason, provider_message)
      select ${ctx.organisationId}, 'address', reported.address, reported.reason, reported.provider_message
      from unnest(${again.map(({ address }) => address)}::text[], ${again.map(({ reason }) => reason)}::text[],
                  ${again.map(({ address }) => refused.get(address) ?? null)}::text[]) as reported (address, reason, provider_message)
      on conflict (organisation_id, value_key, kind, reason) where lifted_at is null do nothing`.execute(
      em.getKysely(),
    ),
  );
}

interface Report {
  providerCount: number;
  taken: number;
  given: number;
  lifted: number;
  refused: number;
  onlyHere: number;
  providerMessage: string | null;
}

/** One comparison runs at a time, so nobody else writes the row. */
async function writeReport(ctx: Context, report: Report): Promise<void> {
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    const row = await em.findOne(SuppressionSync, { organisationId });
    if (row) em.assign(row, { at: databaseNow(), ...report });
    else em.create(SuppressionSync, { organisationId, ...report });
  });
}

/** The last good numbers stay, beside why the newest try ended. */
async function writeFailure(ctx: Context, words: string): Promise<void> {
  const { organisationId } = ctx;
  const nothing = { providerCount: 0, taken: 0, given: 0, lifted: 0, refused: 0, onlyHere: 0 };
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    const row = await em.findOne(SuppressionSync, { organisationId });
    if (row) row.providerMessage = words;
    else em.create(SuppressionSync, { organisationId, ...nothing, providerMessage: words });
  });
}
