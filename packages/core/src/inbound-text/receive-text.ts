import { randomUUID } from "node:crypto";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import type { InboundText } from "@packpost/providers/sms-event";
import { sql } from "kysely";
import { expectFiles } from "../attachment/expect-files.ts";
import type { Context } from "../context.ts";
import { addEntry } from "../conversation/add-entry.ts";
import { holdThread } from "../conversation/hold-thread.ts";
import { picturePlaceholder } from "../conversation/picture-placeholder.ts";
import { type ReceivedEntry, receiveMessage } from "../conversation/receive-message.ts";
import { LONGEST_MESSAGE } from "../conversation/schemas.ts";
import { holdNumber, isOptedOut, optInNumber, optOutNumber } from "../texting/number-consent.ts";
import { noteTexts } from "../texting/number-state.ts";
import { type Keyword, mayMeanStop, readKeyword } from "../texting/read-keyword.ts";
import { describeKeyword } from "./describe-keyword.ts";
import { findAlertAnswered } from "./find-alert-answered.ts";
import { findQuotedText } from "./find-quoted-text.ts";
import { findThreadOfNumber, type ThreadOfNumber } from "./find-thread-of-number.ts";
import { noteTestReply } from "./note-test-reply.ts";

/** What became of a text that came in. */
export type ReceivedText =
  | { readonly outcome: "taken"; readonly threadId: string; readonly as: ReceivedEntry["kind"] }
  /** It came before: a webhook repeated, or the provider's list. */
  | { readonly outcome: "known" }
  /** The answer of a phone that tests texting: it is no conversation. */
  | { readonly outcome: "test" };

const numberPattern = /^\+[1-9][0-9]{6,14}$/;

/**
 * Takes what somebody texted (V8), by webhook or from the provider's list, in one transaction: into the thread of whoever has the number, or
 * a stranger's own. A keyword is a quiet entry and changes the number's consent (A12); the provider has answered it, we never do (T27). A
 * reaction is folded into the text that it quotes (V17). The provider's id lets it in once (T22).
 */
export async function receiveText({
  ctx,
  input: { text },
}: {
  ctx: Context;
  input: { text: InboundText };
}): Promise<ReceivedText> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    if (await isKnown(em, ctx, text)) return { outcome: "known" };
    const optedOut = await isOptedOut(em, ctx, text.from);
    // The provider's word comes first: it knows what it has blocked.
    const keyword = text.optOut ?? (text.media.length > 0 ? undefined : readKeyword(text.body, optedOut));
    if (await noteTestReply(em, ctx, { text, keyword })) return { outcome: "test" };
    const place = await findThreadOfNumber(em, ctx, text.from);
    const entry = await entryOf(em, ctx, { text, keyword, place });
    const added = await receiveMessage({ ctx, input: { threadId: place.threadId, entry } });
    if (!added.added) return { outcome: "known" };
    await keepMedia(em, ctx, text, entry.id);
    if (numberPattern.test(text.from)) {
      await noteTexts(em, ctx, text.from);
      await applyWish(em, ctx, { text, keyword, entry });
    }
    if (place.askStaff && entry.kind === "message") await askStaff(em, ctx, place.threadId, text.from);
    return { outcome: "taken", threadId: place.threadId, as: entry.kind };
  });
}

/** Asked before anything is done; the unique index decides between two at once. By entry_came_once. */
async function isKnown(
  em: EntityManager,
  ctx: Context,
  { providerMessageId }: InboundText,
): Promise<boolean> {
  const { rows } = await sql`
    select from entry where organisation_id = ${ctx.organisationId} and provider_message_id = ${providerMessageId}`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}

async function entryOf(
  em: EntityManager,
  ctx: Context,
  { text, keyword, place }: { text: InboundText; keyword: Keyword | undefined; place: ThreadOfNumber },
): Promise<ReceivedEntry> {
  const { from: fromAddress, providerMessageId, media } = text;
  const base = {
    ...{ id: randomUUID(), customerId: place.customerId, fromAddress, providerMessageId },
    via: "text",
    body: (text.body.trim() === "" && media.length > 0 ? picturePlaceholder(media.length) : text.body).slice(
      0,
      LONGEST_MESSAGE,
    ),
  } as const;
  if (keyword !== undefined)
    return { ...base, kind: "keyword", event: await describeKeyword(em, ctx, { text, keyword, place }) };
  const quoted = media.length > 0 ? undefined : await findQuotedText(em, ctx, text);
  if (quoted === undefined)
    return {
      ...{ ...base, kind: "message" },
      aboutEntryId: await findAlertAnswered(em, ctx, { number: text.from, threadId: place.threadId }),
    };
  const { emoji, removed, entryId: aboutEntryId } = quoted;
  return { ...base, kind: "reaction", aboutEntryId, event: { kind: "reaction", emoji, removed } };
}

async function applyWish(
  em: EntityManager,
  ctx: Context,
  { text, keyword, entry }: { text: InboundText; keyword: Keyword | undefined; entry: ReceivedEntry },
): Promise<void> {
  const wish = {
    number: text.from,
    by: "keyword",
    word: text.body.trim().slice(0, 100),
    at: text.receivedAt,
  } as const;
  if (keyword === "stop") await optOutNumber(em, ctx, wish);
  if (keyword === "start") await optInNumber(em, ctx, wish);
  if (keyword === undefined && entry.kind === "message" && mayMeanStop(text.body))
    await holdNumber(em, ctx, { number: text.from, entryId: entry.id });
}

async function keepMedia(
  em: EntityManager,
  ctx: Context,
  { media }: InboundText,
  entryId: string,
): Promise<void> {
  if (media.length === 0) return;
  await sql`
    insert into text_media (organisation_id, entry_id, place, url, content_type)
    select ${ctx.organisationId}, ${entryId}, place, left(url, 2000), left(content_type, 200)
    from unnest(${media.map(({ url }) => url)}::text[], ${media.map(({ contentType }) => contentType)}::text[]) with ordinality as media (url, content_type, place)`.execute(
    em.getKysely(),
  );
  await expectFiles(
    em,
    ctx,
    entryId,
    media.map((_, index) => ({
      place: index + 1,
      name: media.length > 1 ? `Picture ${index + 1}` : "Picture",
    })),
  );
}

/** Once a thread: what several families' number means stands there, with who they are. */
async function askStaff(em: EntityManager, ctx: Context, threadId: string, number: string): Promise<void> {
  const { rows } = await sql<{ families: { id: string; name: string }[] }>`
    select jsonb_agg(distinct jsonb_build_object('id', family.id, 'name', family.name)) as families
    from customer join family on family.organisation_id = customer.organisation_id and family.id = customer.family_id
    where customer.organisation_id = ${ctx.organisationId} and customer.phone = ${number}
      and not exists (select from entry where entry.organisation_id = customer.organisation_id and entry.thread_id = ${threadId} and entry.event ->> 'kind' = 'whose_number')`.execute(
    em.getKysely(),
  );
  const families = rows[0]?.families;
  if (!families) return;
  const thread = await holdThread(em, ctx, threadId);
  const event = { kind: "whose_number", families };
  await addEntry(em, ctx, thread, { id: randomUUID(), kind: "event", via: "system", body: "", event });
}
