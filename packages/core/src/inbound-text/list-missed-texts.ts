import { Texting } from "@packpost/db/entities/texting.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { WorkerContext } from "../context.ts";
import { receiveText } from "./receive-text.ts";

/** So far before the last look, in milliseconds: clocks differ, and the list lags. */
const OVERLAP_MS = 600_000;
/** So far back the first look goes, and one after a long silence at most, in milliseconds. */
const FIRST_MS = 86_400_000;
const LONGEST_MS = 30 * 86_400_000;

/**
 * Takes what people texted and no webhook told of, from the provider's list (the net of V8). What is known already is skipped by its id.
 * @returns how many were missing
 */
export async function listMissedTexts({ ctx }: { ctx: WorkerContext }): Promise<number> {
  const { organisationId } = ctx;
  const texting = await inOrganisation(ctx.orm, organisationId, (em) =>
    em.findOne(Texting, { organisationId }),
  );
  if (!texting?.number) return 0;
  const now = Date.now();
  const last = texting.listedUntil?.getTime() ?? now - FIRST_MS;
  const since = new Date(Math.max(last - OVERLAP_MS, now - LONGEST_MS));
  const sms = await ctx.providerFor("sms");
  const listed = await sms.listInbound({ to: texting.number, since });
  if (listed.outcome !== "listed") {
    ctx.log.warn({ providerMessage: listed.providerMessage }, "texts that came in were not listed");
    return 0;
  }
  let taken = 0;
  // Oldest first, as they were written.
  for (const text of listed.texts.toReversed()) {
    const { outcome } = await receiveText({ ctx, input: { text } });
    if (outcome === "taken") taken += 1;
  }
  // A list that was cut off shows the newest: the next look goes as far back again.
  if (!listed.partial)
    await inOrganisation(ctx.orm, organisationId, (em) =>
      sql`update texting set listed_until = ${new Date(now).toISOString()}::timestamptz where organisation_id = ${organisationId}`.execute(
        em.getKysely(),
      ),
    );
  return taken;
}
