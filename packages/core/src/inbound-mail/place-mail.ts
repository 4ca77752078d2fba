import type { InboundMailState, UnplacedReason } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context, WorkerContext } from "../context.ts";
import { findPlace } from "./find-place.ts";
import { mailClosed } from "./mail-closed.ts";
import { mailSchema } from "./mail-schema.ts";
import { isInboundTest } from "./test/inbound-test.ts";
import { writeInto } from "./write-into.ts";

const rowSchema = z.object({ mail: mailSchema, provider_message_id: z.string() });

/**
 * Writes a mail that came in into its family's thread as whoever sent it (V9), or among those that staff have to place; nobody is
 * answered (T42). Automatic replies stand there without any effect. Outside opening hours
 * its proved sender is told so (V16). Safe to run again: a mail that has its place stays.
 */
export async function placeMail({
  ctx,
  input: { mailId },
}: {
  ctx: WorkerContext;
  input: { mailId: string };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const row = await holdWaiting(em, ctx, mailId);
    if (row === undefined) return;
    if (await isInboundTest(em, ctx, row.mail.to))
      return settle(em, ctx, mailId, { state: "dismissed", reason: "test" });
    const place = await findPlace(em, ctx, row.mail);
    if (place.found) {
      const { threadId, closed } = await writeInto(ctx, mailId, row.provider_message_id, row.mail, place);
      const { customerId } = place;
      if (closed && customerId !== null) {
        const { from, subject, messageId: answers } = row.mail;
        await mailClosed(em, ctx, { ...closed, threadId, customerId, to: from.address, subject, answers });
      }
    }
    const end = place.found
      ? ({ state: "placed", reason: null } as const)
      : row.mail.automatic
        ? ({ state: "dismissed", reason: "automatic" } as const)
        : ({ state: "unplaced", reason: place.reason } as const);
    await settle(em, ctx, mailId, end);
  });
}

async function settle(
  em: EntityManager,
  ctx: Context,
  mailId: string,
  { state, reason }: { readonly state: InboundMailState; readonly reason: UnplacedReason | null },
): Promise<void> {
  await sql`
    update inbound_mail set state = ${state}, reason = ${reason}, settled_at = app_now(), entry_id = ${state === "placed" ? mailId : null}::uuid
    where organisation_id = ${ctx.organisationId} and id = ${mailId}`.execute(em.getKysely());
}

async function holdWaiting(em: EntityManager, ctx: Context, mailId: string) {
  const { rows } = await sql`
    select mail, provider_message_id from inbound_mail
    where organisation_id = ${ctx.organisationId} and id = ${mailId} and state = 'waiting' for update`.execute(
    em.getKysely(),
  );
  return rowSchema.optional().parse(rows[0]);
}
