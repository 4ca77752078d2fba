import { createHash } from "node:crypto";
import type { ImportNoun } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { countryOfZone } from "../address/country-of-zone.ts";
import { writeAudit } from "../audit.ts";
import type { Context, StorageContext } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { zoneOf } from "../organisation/zone-of.ts";
import { cleanFileName, newPictureKey } from "../picture/picture-key.ts";
import { refuseWithoutStorage } from "../picture/refuse-without-storage.ts";
import { mapColumns, systemOf, targetsOf } from "./columns/targets.ts";
import { partBytes } from "./file/file-limits.ts";
import { FileSniffer } from "./file/file-sniffer.ts";
import { partName } from "./file/part-name.ts";
import { readSample, type Sample } from "./file/read-sample.ts";
import { type Found, type ImportSettings, importSettingsSchema } from "./schemas.ts";

/**
 * Keeps a file that is to be imported, a part of 4 MB at a time as it comes, and finds out how it is read: encoding, separator, columns by
 * their names or as the last file with these columns had them. Nothing of it is imported yet.
 * @param input.pieces the file's bytes; what they throw is thrown on, and nothing is kept
 * @returns the import's id
 * @throws {PackpostError} forbidden, invalid_input (no text, no table: what it is and what would work), unavailable
 */
export async function uploadImport({
  ctx,
  input,
}: {
  ctx: StorageContext;
  input: { readonly noun: ImportNoun; readonly fileName: string; readonly pieces: AsyncIterable<Uint8Array> };
}): Promise<{ importId: string }> {
  requirePermission(ctx, "customer.import");
  const staffId = staffIdOf(ctx);
  const fileKey = newPictureKey();
  const sniffer = new FileSniffer();
  let parts = 0;
  try {
    for await (const part of partsOf(input.pieces, sniffer)) {
      // The part that is being written is removed too, should that break off.
      parts += 1;
      await ctx.storage
        .put(partName(fileKey, parts - 1), part, "application/octet-stream")
        .catch(refuseWithoutStorage);
    }
    const { fault, head, encoding, bytes } = sniffer.end();
    if (fault !== null) throw noTable(fault.cause, fault.nextStep);
    const sample = readSample(head, encoding);
    if ("fault" in sample)
      throw noTable(sample.fault, "Export it again as CSV, with the names of the columns first.");
    return await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
      const { found, settings } = await findSettings(em, ctx, input.noun, sample);
      const isRefused = /^(unsubscribed|cleaned)_/i.test(input.fileName) && found.system !== null;
      const { rows } = await sql<{ id: string }>`
        insert into customer_import (organisation_id, noun, file_name, file_key, parts, bytes, found, settings, headers_key, created_by)
        values (${ctx.organisationId}, ${input.noun}, ${cleanFileName(input.fileName) || "file.csv"}, ${fileKey}, ${parts}, ${bytes},
          ${JSON.stringify(found)}, ${JSON.stringify({ ...settings, unsubscribeAll: isRefused })}, ${headersKey(sample.columns)}, ${staffId})
        returning id`.execute(em.getKysely());
      const importId = rows[0]?.id ?? "";
      const subject = { subjectKind: "import", subjectId: importId } as const;
      writeAudit(em, ctx, { action: "import.uploaded", ...subject, detail: { noun: input.noun, bytes } });
      return { importId };
    });
  } catch (error) {
    // What cannot be removed is a file that nobody can name.
    for (let part = 0; part < parts; part += 1)
      await ctx.storage.remove(partName(fileKey, part)).catch(() => undefined);
    throw error;
  }
}

/** How a file is read and what its columns are, as far as that is known before anybody has said it. */
export async function findSettings(
  em: EntityManager,
  ctx: Context,
  noun: ImportNoun,
  sample: Sample,
): Promise<{ found: Found; settings: ImportSettings }> {
  const { rows } = await sql<{ settings: unknown }>`
    select settings from customer_import
    where organisation_id = ${ctx.organisationId} and headers_key = ${headersKey(sample.columns)} and noun = ${noun}
      and confirmed_at is not null
    order by confirmed_at desc limit 1`.execute(em.getKysely());
  const before = importSettingsSchema.safeParse(rows[0]?.settings).data;
  const known = new Set(targetsOf[noun].map(({ field }) => field));
  const mapping =
    before === undefined
      ? mapColumns(noun, sample.columns)
      : sample.columns.map((_name, at) => {
          const field = before.mapping[at] ?? null;
          return field !== null && known.has(field) ? field : null;
        });
  const { encoding, separator, columns, rows: first, dates } = sample;
  const country = before?.country ?? countryOfZone(await zoneOf(em, ctx));
  return {
    found: {
      ...{
        encoding,
        separator,
        columns: [...columns],
        rows: first.map((row) => [...row]),
        dates: [...dates],
      },
      ...{ system: systemOf(columns), isRemembered: before !== undefined },
    },
    settings: {
      ...{ encoding, separator, mapping, country, unsubscribeAll: false },
      dateOrder: dateOrderOf(noun, mapping, dates),
    },
  };
}

/** The order that the dates of the mapped columns say by themselves; null = there are none, or both fit and somebody must say. */
export function dateOrderOf(
  noun: ImportNoun,
  mapping: readonly (string | null)[],
  dates: Sample["dates"],
): ImportSettings["dateOrder"] {
  const said = new Set(dateColumns(noun, mapping).map((at) => dates[at]));
  if (said.has("mdy") && !said.has("dmy")) return "mdy";
  return said.has("dmy") && !said.has("mdy") ? "dmy" : null;
}

/** Whether somebody must say which comes first, day or month. */
export function asksForDateOrder(
  noun: ImportNoun,
  { mapping }: ImportSettings,
  dates: Sample["dates"],
): boolean {
  const said = dateColumns(noun, mapping).map((at) => dates[at]);
  return said.some((one) => one !== undefined && one !== "none");
}

function dateColumns(noun: ImportNoun, mapping: readonly (string | null)[]): number[] {
  const kinds = new Map(targetsOf[noun].map(({ field, kind }) => [field, kind]));
  return [...mapping.keys()].filter((at) => {
    const kind = kinds.get(mapping[at] ?? "");
    return kind === "day" || kind === "instant";
  });
}

/** A set of columns, whatever the case of their names. */
export function headersKey(columns: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify(columns.map((name) => name.toLowerCase())))
    .digest("hex");
}

async function* partsOf(pieces: AsyncIterable<Uint8Array>, sniffer: FileSniffer): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    sniffer.add(piece);
    held.push(piece);
    size += piece.byteLength;
    while (size >= partBytes) {
      const all = Buffer.concat(held);
      yield all.subarray(0, partBytes);
      held = [all.subarray(partBytes)];
      size = all.byteLength - partBytes;
    }
  }
  if (size > 0) yield Buffer.concat(held);
}

export function noTable(cause: string, nextStep: string): PackpostError {
  return new PackpostError("invalid_input", cause, { effect: "Nothing was kept.", nextStep });
}
