import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { openThread } from "../conversation/open-thread.ts";
import { receiveMessage } from "../conversation/receive-message.ts";
import { findPlace, type Place } from "./find-place.ts";
import { type KeptMail, mailSchema } from "./mail-schema.ts";
import { readReply } from "./read-reply.ts";

const rowSchema = z.object({ mail: mailSchema, provider_message_id: z.string() });

/**
 * Writes a mail that came in into its family's thread as whoever sent it (V9), or among those that staff have to place; nobody is
 * answered (T42). Automatic replies stand there without any effect. Safe to run again: a mail that has its place stays.
 */
export async function placeMail({
  ctx,
  input: { mailId },
}: {
  ctx: Context;
  input: { mailId: string };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const row = await holdWaiting(em, ctx, mailId);
    if (row === undefined) return;
    const place = await findPlace(em, ctx, row.mail);
    if (place.found) await writeInto(ctx, mailId, row.provider_message_id, row.mail, place);
    const end = place.found
      ? { state: "placed", reason: null }
      : row.mail.automatic
        ? { state: "dismissed", reason: "automatic" }
        : { state: "unplaced", reason: place.reason };
    await sql`
      update inbound_mail set state = ${end.state}, reason = ${end.reason}, settled_at = app_now(), entry_id = ${place.found ? mailId : null}::uuid
      where organisation_id = ${ctx.organisationId} and id = ${mailId}`.execute(em.getKysely());
  });
}

async function holdWaiting(em: EntityManager, ctx: Context, mailId: string) {
  const { rows } = await sql`
    select mail, provider_message_id from inbound_mail
    where organisation_id = ${ctx.organisationId} and id = ${mailId} and state = 'waiting' for update`.execute(
    em.getKysely(),
  );
  return rowSchema.optional().parse(rows[0]);
}

type Found = Extract<Place, { found: true }>;

/** Within the running transaction. @param mailId also the entry's id */
export async function writeInto(
  ctx: Context,
  mailId: string,
  providerMessageId: string,
  mail: KeptMail,
  place: Pick<Found, "familyId" | "customerId" | "proof" | "readUpTo">,
): Promise<void> {
  const threadId = await openThread({ ctx, input: { familyId: place.familyId } });
  const { body, fullText } = readReply(mail);
  await receiveMessage({
    ctx,
    input: {
      threadId,
      readUpTo: place.readUpTo,
      entry: {
        id: mailId,
        kind: mail.automatic ? "auto_reply" : "message",
        via: "email",
        customerId: place.customerId,
        // What is no answer to us is about what its subject says.
        ...(place.proof === "address" ? withSubject(mail.subject, body, fullText) : { body, fullText }),
        fromAddress: mail.from.address,
        proof: place.proof,
        providerMessageId,
      },
    },
  });
}

function withSubject(subject: string, body: string, fullText: string | null) {
  const put = (text: string) => [subject.trim(), text].filter((part) => part !== "").join("\n\n");
  return {
    body: put(body).slice(0, 10_000).toWellFormed(),
    fullText: fullText === null ? null : put(fullText),
  };
}
