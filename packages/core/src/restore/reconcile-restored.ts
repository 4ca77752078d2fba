import { type ProviderChannel, providerChannels } from "@packpost/db/enums";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import * as z from "zod";
import { keepMissingEntries } from "../alert-sending/keep-alert-entry.ts";
import type { Context, WorkerContext } from "../context.ts";
import { placeFoundMails, placeFoundTexts } from "../send-protocol/place-found.ts";
import { syncSuppressions } from "../suppression/sync-suppressions.ts";
import { type Listed, listFoundMails, listFoundTexts } from "./list-found.ts";
import { MARGIN_MS } from "./look-at-installation.ts";
import { pauseOverdue } from "./pause-overdue.ts";

const holdSchema = z.object({
  held_at: z.string(),
  now: z.coerce.date(),
  lost_from: z.coerce.date(),
  lost_until: z.coerce.date(),
});
type Hold = z.infer<typeof holdSchema>;

/** The hold of the whole installation, if there is one. */
export async function readHold(orm: Orm): Promise<Hold | null> {
  const { rows } = await sql`
    select held_at, app_now() as now, lost_from, lost_until from installation where held_at is not null`.execute(
    orm.em.fork().getKysely(),
  );
  return holdSchema.nullish().parse(rows[0]) ?? null;
}

/**
 * While sending is held (O4): asks the organisation's providers for everything that was sent since the backup and writes it down, so that it
 * is not sent again, and takes over whom the mail provider does not write to any more. Once at once, so that somebody can see how much it
 * is; and once more when the search must show what was sent last (as for an unanswered call: ten minutes after). Only that one completes it.
 * Calls that were open in the backup are asked about by their own workflows meanwhile, as always.
 */
export async function reconcileRestored({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { readonly timings: Pick<SendTimings, "absentAgainAfterMs"> };
}): Promise<void> {
  const hold = await readHold(ctx.orm);
  if (hold === null) return;
  const isLast = hold.now.getTime() >= hold.lost_until.getTime() + input.timings.absentAgainAfterMs;
  let completed = false;
  for (const channel of providerChannels) {
    const known = await readReconciliation(ctx, hold, channel);
    if (known === "complete" || (known === "listed" && !isLast)) continue;
    const compared = await compare[channel](ctx, hold);
    await note(ctx, hold, channel, { ...compared, isLast });
    completed ||= isLast && compared.providerMessage === null;
  }
  if (completed) await pauseOverdue(ctx);
}

interface Compared {
  readonly newly: number;
  readonly partial: boolean;
  readonly providerMessage: string | null;
}

const compare: Readonly<Record<ProviderChannel, (ctx: WorkerContext, hold: Hold) => Promise<Compared>>> = {
  email: async (ctx, { lost_from, now }) => {
    const listed = await listFoundMails(ctx, { from: new Date(lost_from.getTime() - MARGIN_MS), until: now });
    const newly = await inOrganisation(ctx.orm, ctx.organisationId, (em) => placeFoundMails(em, ctx));
    const { outcome } =
      listed.providerMessage === null ? await syncSuppressions({ ctx }) : { outcome: "synced" };
    return withWords(
      newly,
      listed,
      outcome === "synced" ? null : "Its list of addresses could not be compared",
    );
  },
  sms: async (ctx, { lost_from }) => {
    const listed = await listFoundTexts(ctx, { since: new Date(lost_from.getTime() - MARGIN_MS) });
    const { newly, alertIds } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
      placeFoundTexts(em, ctx),
    );
    for (const broadcastId of alertIds) await keepMissingEntries({ ctx, input: { broadcastId } });
    return withWords(newly, listed, null);
  },
};

const withWords = (newly: number, listed: Listed, words: string | null): Compared => ({
  ...{ newly, partial: listed.partial, providerMessage: listed.providerMessage ?? words },
});

async function readReconciliation(
  ctx: Context,
  hold: Hold,
  channel: ProviderChannel,
): Promise<"complete" | "listed" | "none"> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<{ completed: boolean; listed: boolean }>`
      select completed_at is not null as completed, provider_message is null as listed from restore_reconciliation
      where organisation_id = ${ctx.organisationId} and channel = ${channel} and held_at = ${hold.held_at}`.execute(
      em.getKysely(),
    ),
  );
  const [row] = rows;
  if (row?.completed) return "complete";
  return row?.listed ? "listed" : "none";
}

/** Numbers of an earlier hold begin anew. */
async function note(
  ctx: Context,
  { held_at, now }: Hold,
  channel: ProviderChannel,
  { newly, partial, providerMessage, isLast }: Compared & { readonly isLast: boolean },
): Promise<void> {
  const begunAt = now.toISOString();
  const completedAt = isLast && providerMessage === null ? begunAt : null;
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      insert into restore_reconciliation as kept (organisation_id, channel, held_at, begun_at, completed_at, found, unplaced, partial, provider_message)
      select ${ctx.organisationId}, ${channel}, ${held_at}, ${begunAt}, ${completedAt}, ${newly},
        (select count(*) from message_after_backup where organisation_id = ${ctx.organisationId} and channel = ${channel}), ${partial}, ${providerMessage}
      on conflict (organisation_id, channel) do update set held_at = excluded.held_at, begun_at = excluded.begun_at, completed_at = excluded.completed_at,
        found = excluded.found + case when kept.held_at = excluded.held_at then kept.found else 0 end,
        unplaced = excluded.unplaced, partial = excluded.partial, provider_message = excluded.provider_message`.execute(
      em.getKysely(),
    ),
  );
}
