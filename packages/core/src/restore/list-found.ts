import type { Stream } from "@packpost/db/entities/sender.entity";
import { inOrganisation } from "@packpost/db/orm";
import type { SentMail } from "@packpost/providers/email";
import type { SentText } from "@packpost/providers/sms";
import { sql } from "kysely";
import type { Context, WorkerContext } from "../context.ts";
import { BULK_STREAM, TRANSACTIONAL_STREAM } from "../send-protocol/message-streams.ts";
import { isUuid } from "../send-protocol/note-evidence.ts";

/** How far a provider has shown what it sent. */
export interface Listed {
  /** It has more than it showed. */
  readonly partial: boolean;
  /** Why it did not show the rest; null = it did. */
  readonly providerMessage: string | null;
}

const mailStreams = [BULK_STREAM, TRANSACTIONAL_STREAM] as const satisfies readonly Stream[];

/** Writes down, to be placed, what the mail provider sent in some time. */
export async function listFoundMails(
  ctx: WorkerContext,
  time: { readonly from: Date; readonly until: Date },
): Promise<Listed> {
  const email = await ctx.providerFor("email");
  let partial = false;
  for (const stream of mailStreams)
    for await (const part of email.listSent({ stream, ...time })) {
      if (part.outcome !== "listed") return { partial, providerMessage: part.providerMessage };
      partial ||= part.partial;
      await keepMails(ctx, part.mails);
    }
  return { partial, providerMessage: null };
}

const uuidOrNull = (text: string | null) => (text !== null && isUuid(text) ? text : null);

async function keepMails(ctx: Context, mails: readonly SentMail[]): Promise<void> {
  if (mails.length === 0) return;
  const column = (read: (mail: SentMail) => string | null) => mails.map(read);
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      insert into message_after_backup (organisation_id, provider_message_id, channel, sent_at, attempt_id, recipient_id, broadcast_id, purpose, address)
      select ${ctx.organisationId}, id, 'email', at, attempt, recipient, broadcast, tag, coalesce(address_key(address), address)
      from unnest(${column((mail) => mail.providerMessageId)}::text[], ${column((mail) => mail.at.toISOString())}::timestamptz[],
                  ${column((mail) => uuidOrNull(mail.attemptId))}::uuid[], ${column((mail) => uuidOrNull(mail.recipientId))}::uuid[],
                  ${column((mail) => uuidOrNull(mail.broadcastId))}::uuid[], ${column((mail) => mail.tag)}::text[], ${column((mail) => mail.to)}::text[])
        as mail (id, at, attempt, recipient, broadcast, tag, address)
      on conflict (provider_message_id, organisation_id) do nothing`.execute(em.getKysely()),
  );
}

/** The same for texts, from the number that is the organisation's; without one none was sent. */
export async function listFoundTexts(
  ctx: WorkerContext,
  { since }: { readonly since: Date },
): Promise<Listed> {
  const from = await readNumber(ctx);
  if (from === null) return { partial: false, providerMessage: null };
  const sms = await ctx.providerFor("sms");
  const listed = await sms.listSent({ from, since });
  if (listed.outcome !== "listed") return { partial: false, providerMessage: listed.providerMessage };
  await keepTexts(ctx, listed.texts);
  return {
    partial: listed.partial || listed.texts.some(({ words }) => words === null),
    providerMessage: null,
  };
}

async function readNumber(ctx: Context): Promise<string | null> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<{
      number: string | null;
    }>`select number from texting where organisation_id = ${ctx.organisationId}`.execute(em.getKysely()),
  );
  return rows[0]?.number ?? null;
}

async function keepTexts(ctx: Context, texts: readonly SentText[]): Promise<void> {
  if (texts.length === 0) return;
  const column = (read: (text: SentText) => string | null) => texts.map(read);
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      insert into message_after_backup (organisation_id, provider_message_id, channel, sent_at, address, words)
      select ${ctx.organisationId}, id, 'sms', at, number, words
      from unnest(${column((text) => text.providerMessageId)}::text[], ${column((text) => text.at.toISOString())}::timestamptz[],
                  ${column((text) => text.to)}::text[], ${column((text) => text.words)}::text[]) as text (id, at, number, words)
      on conflict (provider_message_id, organisation_id) do nothing`.execute(em.getKysely()),
  );
}
