import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { expectFiles } from "../attachment/expect-files.ts";
import type { Context } from "../context.ts";
import { openStrangerThread } from "../conversation/open-stranger-thread.ts";
import { openThread } from "../conversation/open-thread.ts";
import { type Received, receiveMessage } from "../conversation/receive-message.ts";
import type { Place } from "./find-place.ts";
import { foldedParts } from "./folded-parts.ts";
import type { KeptMail } from "./mail-schema.ts";
import { readReply } from "./read-reply.ts";

type Found = Extract<Place, { found: true }>;

interface Written {
  readonly threadId: string;
  /** Outside opening hours: the line that its sender is to be told (V16). */
  readonly closed: Received["closed"];
}

/**
 * Writes a mail into a family's thread, or the one of a mailbox that nobody knows, within the running transaction.
 * @param mailId also the entry's id
 * @returns where it stands
 * @throws {PackpostError} not_found, for a family outside the actor's scope
 */
export async function writeInto(
  ctx: Context,
  mailId: string,
  providerMessageId: string,
  mail: KeptMail,
  place: Pick<
    Found,
    "familyId" | "stranger" | "customerId" | "proof" | "readUpTo" | "about" | "otherAddress"
  >,
): Promise<Written> {
  const { familyId, stranger } = place;
  const { threadId, joinedAs } =
    familyId === null
      ? await openStrangerThread(ctx, stranger ?? mail.from.address)
      : { threadId: await openThread({ ctx, input: { familyId } }), joinedAs: null };
  const { body, fullText } = readReply(mail);
  const { closed } = await receiveMessage({
    ctx,
    input: {
      threadId,
      readUpTo: place.readUpTo,
      entry: {
        id: mailId,
        kind: mail.automatic ? "auto_reply" : "message",
        via: "email",
        customerId: place.customerId ?? joinedAs,
        // What is no answer to us is about what its subject says.
        ...(place.proof === "address" ? withSubject(mail.subject, body, fullText) : { body, fullText }),
        ...(place.about !== null && { event: place.about }),
        fromAddress: mail.from.address,
        proof: place.proof,
        otherAddress: place.otherAddress,
        providerMessageId,
      },
    },
  });
  await showAttachments(ctx, mailId, mail.html);
  return { threadId, closed };
}

/** We show a mail's text alone, so each of its parts is an attachment, marked as inline or not (T45); what is not theirs is folded. */
async function showAttachments(ctx: Context, mailId: string, html: string): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ place: number; name: string; contentId: string | null; bytes: number }>`
      select place, name, content_id as "contentId", bytes from inbound_attachment
      where organisation_id = ${ctx.organisationId} and mail_id = ${mailId} order by place`.execute(
      em.getKysely(),
    );
    const folded = foldedParts(html, rows);
    await expectFiles(
      em,
      ctx,
      mailId,
      rows.map(({ place, name }) => ({ place, name, folded: folded.has(place) })),
    );
  });
}

function withSubject(subject: string, body: string, fullText: string | null) {
  const put = (text: string) => [subject.trim(), text].filter((part) => part !== "").join("\n\n");
  return {
    body: put(body).slice(0, 10_000).toWellFormed(),
    fullText: fullText === null ? null : put(fullText),
  };
}
