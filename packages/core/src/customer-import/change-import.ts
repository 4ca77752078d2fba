import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { isSupportedCountry } from "libphonenumber-js/max";
import { requirePermission } from "../access/require-permission.ts";
import type { StorageContext } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { refuseWithoutStorage } from "../picture/refuse-without-storage.ts";
import { targetsOf } from "./columns/targets.ts";
import { headBytes } from "./file/file-limits.ts";
import { partName } from "./file/part-name.ts";
import { readSample } from "./file/read-sample.ts";
import { readImport, type WholeImport } from "./import-line.ts";
import type { ChangeImportInput } from "./schemas.ts";
import { findSettings, headersKey, noTable } from "./upload-import.ts";

/**
 * Changes how a file is read, what its columns are, or what it holds. What a dry run has found before does not count any more.
 * @throws {PackpostError} forbidden, not_found, invalid_input, conflict (its work goes on, or it is imported already), unavailable
 */
export async function changeImport({
  ctx,
  input,
}: {
  ctx: StorageContext;
  input: ChangeImportInput;
}): Promise<void> {
  requirePermission(ctx, "customer.import");
  const { importId, noun, settings } = input;
  const before = await inOrganisation(ctx.orm, ctx.organisationId, (em) => readImport(em, ctx, importId));
  requireOpen(before);
  if (settings.country !== null && !isSupportedCountry(settings.country))
    throw new PackpostError("invalid_input", "There is no such country.");
  const head = await readHead(ctx, before);
  const isReadAnew =
    settings.encoding !== before.settings.encoding || settings.separator !== before.settings.separator;
  const sample = readSample(head, settings.encoding, settings.separator);
  if ("fault" in sample) throw noTable(sample.fault, "Choose another encoding or separator.");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const now = await readImport(em, ctx, importId, { hold: true });
    requireOpen(now);
    const fresh = await findSettings(em, ctx, noun, sample);
    const isOther = noun !== now.noun || isReadAnew;
    const mapping = isOther
      ? fresh.settings.mapping
      : checkMapping(noun, settings.mapping, sample.columns.length);
    const kept = {
      ...settings,
      ...(isOther && { dateOrder: fresh.settings.dateOrder }),
      mapping,
    };
    await sql`
      update customer_import set noun = ${noun}, settings = ${JSON.stringify(kept)}, headers_key = ${headersKey(sample.columns)},
        found = ${JSON.stringify({ ...fresh.found, isRemembered: isOther ? fresh.found.isRemembered : now.found.isRemembered })},
        state = 'draft', looked = null, trouble = null, touched_at = app_now()
      where organisation_id = ${ctx.organisationId} and id = ${importId}`.execute(em.getKysely());
  });
}

/** Each field is said by one column, and is one of the noun's. */
function checkMapping(noun: ChangeImportInput["noun"], mapping: readonly (string | null)[], columns: number) {
  const known = new Set(targetsOf[noun].map(({ field }) => field));
  const said = mapping.filter((field) => field !== null);
  if (mapping.length !== columns || said.some((field) => !known.has(field)))
    throw new PackpostError("invalid_input", "The columns are other ones by now.", {
      nextStep: "Reload the page.",
    });
  const twice = said.find((field, at) => said.indexOf(field) !== at);
  if (twice === undefined) return [...mapping];
  const title = targetsOf[noun].find(({ field }) => field === twice)?.title ?? twice;
  throw new PackpostError("invalid_input", `Two columns are “${title}”.`, {
    nextStep: "Choose one of them, and leave the other out.",
  });
}

/** @throws {PackpostError} conflict, unless it can still be changed */
export function requireOpen({ state, fileKey }: Pick<WholeImport, "state" | "fileKey">): void {
  if (fileKey !== null && (state === "draft" || state === "looked" || state === "failed")) return;
  const isAtWork = state === "looking" || state === "running" || state === "undoing";
  throw new PackpostError(
    "conflict",
    isAtWork ? "This file is being worked on." : "This file was imported already.",
    {
      effect: "Nothing was changed.",
      nextStep: isAtWork ? "Wait until that is done." : "Drop the file again to import it once more.",
    },
  );
}

async function readHead(ctx: StorageContext, { fileKey }: WholeImport): Promise<Uint8Array> {
  const part = await ctx.storage.get(partName(fileKey ?? "", 0)).catch(refuseWithoutStorage);
  if (part === null) throw noTable("The file is not kept any more.", "Drop it again.");
  return part.subarray(0, headBytes);
}
