import { inOrganisation } from "@packpost/db/orm";
import type { FilesStep } from "@packpost/workflows/incoming-files/contract";
import { sql } from "kysely";
import type { WorkerContext } from "../context.ts";
import { maxUploadBytes } from "../picture/picture-limits.ts";
import { keepFile } from "./keep-file.ts";

interface Coming {
  id: string;
  /** Since when, in seconds. */
  ageSeconds: number;
  /** Of a text: where the provider has it. */
  url: string | null;
  /** Of a mail: it was kept with the mail. */
  content: Uint8Array | null;
}

/** A provider that does not have it by then will not. */
const GIVE_UP_SECONDS = 24 * 3_600;
const NOT_THERE_SECONDS = 3_600;
const LONGEST_WAIT_MS = 300_000;

/**
 * Fetches what came with a text or mail and keeps it (T23, T45): a picture drawn anew, anything else as a file. What the provider does
 * not have yet is asked for again; what cannot be had says why at its place. Safe to run again: what is there stays.
 * @returns when to look again
 */
export async function fetchFiles({
  ctx,
  input: { entryId },
}: {
  ctx: WorkerContext;
  input: { entryId: string };
}): Promise<FilesStep> {
  let youngest: number | undefined;
  for (const one of await listComing(ctx, entryId)) {
    const got = await bytesOf(ctx, one);
    if (got === "later") youngest = Math.min(youngest ?? one.ageSeconds, one.ageSeconds);
    else if ("trouble" in got) await fail(ctx, one.id, got.trouble);
    else await keepFile(ctx, one.id, got.bytes);
  }
  if (youngest === undefined) return { do: "end" };
  // As long again as it has been waited for: every few seconds at first, then every five minutes.
  return { do: "wait", ms: Math.min(Math.max(1_000, youngest * 500), LONGEST_WAIT_MS) };
}

async function listComing(ctx: WorkerContext, entryId: string): Promise<Coming[]> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Coming>`
      select attachment.id, extract(epoch from app_now() - attachment.created_at)::float8 as "ageSeconds",
        text_media.url, mailed.content
      from attachment
      left join text_media on text_media.organisation_id = attachment.organisation_id and text_media.entry_id = attachment.entry_id and text_media.place = attachment.place
      left join inbound_mail mail on mail.organisation_id = attachment.organisation_id and mail.entry_id = attachment.entry_id
      left join inbound_attachment mailed on mailed.organisation_id = mail.organisation_id and mailed.mail_id = mail.id and mailed.place = attachment.place
      where attachment.organisation_id = ${ctx.organisationId} and attachment.entry_id = ${entryId} and attachment.state = 'coming'
      order by attachment.place`.execute(em.getKysely());
    return rows;
  });
}

async function bytesOf(
  ctx: WorkerContext,
  { url, content, ageSeconds }: Coming,
): Promise<"later" | { bytes: Uint8Array } | { trouble: string }> {
  if (content !== null) return { bytes: content };
  if (url === null) return { trouble: "It was larger than what is kept of a mail." };
  const provider = await ctx.providerFor("sms");
  const got = await provider.fetchMedia(url, { maxBytes: maxUploadBytes });
  switch (got.outcome) {
    case "fetched":
      return { bytes: got.bytes };
    case "too_large":
      return { trouble: "It is larger than 10 MB." };
    case "refused":
      return { trouble: got.providerMessage };
    case "not_yet":
      return ageSeconds < NOT_THERE_SECONDS ? "later" : { trouble: "The provider of texts has lost it." };
    case "unavailable":
      return ageSeconds < GIVE_UP_SECONDS ? "later" : { trouble: got.providerMessage };
  }
}

async function fail(ctx: WorkerContext, id: string, trouble: string): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update attachment set state = 'failed', trouble = left(${trouble}, 300)
      where organisation_id = ${ctx.organisationId} and id = ${id} and state = 'coming'`.execute(
      em.getKysely(),
    ),
  );
}
