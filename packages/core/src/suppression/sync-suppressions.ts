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
    await writeFailure(ctx, answer.words);
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
    words: failed?.words ?? null,
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
      insert into suppression (organisation_id, kind, value_key, reason, words)
      select ${ctx.organisationId}, 'address', told.address, told.reason, told.words
      from unnest(${again.map(({ address }) => address)}::text[], ${again.map(({ reason }) => reason)}::text[],
                  ${again.map(({ address }) => refused.get(address) ?? null)}::text[]) as told (address, reason, words)
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
  words: string | null;
}

async function writeReport(ctx: Context, report: Report): Promise<void> {
  const { providerCount, taken, given, lifted, refused, onlyHere, words } = report;
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      insert into suppression_sync (organisation_id, provider_count, taken, given, lifted, refused, only_here, words)
      values (${ctx.organisationId}, ${providerCount}, ${taken}, ${given}, ${lifted}, ${refused}, ${onlyHere}, ${words})
      on conflict (organisation_id) do update set at = app_now(), provider_count = excluded.provider_count, taken = excluded.taken,
        given = excluded.given, lifted = excluded.lifted, refused = excluded.refused, only_here = excluded.only_here,
        words = excluded.words`.execute(em.getKysely()),
  );
}

/** The last good numbers stay, beside why the newest try ended. */
async function writeFailure(ctx: Context, words: string): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      insert into suppression_sync (organisation_id, provider_count, taken, given, lifted, refused, only_here, words)
      values (${ctx.organisationId}, 0, 0, 0, 0, 0, 0, ${words})
      on conflict (organisation_id) do update set words = excluded.words`.execute(em.getKysely()),
  );
}
