import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { StorageContext } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { openRows } from "./file/open-rows.ts";
import { readImport } from "./import-line.ts";
import type { ImportIdInput } from "./schemas.ts";

/** The refused rows of a file as they stand there, with why. */
export interface ErrorFile {
  readonly fileName: string;
  /** Of the columns: as in the file, then the reason's. */
  readonly header: readonly string[];
  readonly pages: AsyncGenerator<string[][]>;
}

const rowsAPage = 500;

/**
 * The rows that were refused, or would be: the same columns and the reason behind them, to be mended and dropped again (T56). A column of
 * reasons that the file has already, since it is such a file, is replaced.
 * @throws {PackpostError} forbidden, not_found
 */
export async function openErrors({
  ctx,
  input,
}: {
  ctx: StorageContext;
  input: ImportIdInput;
}): Promise<ErrorFile> {
  requirePermission(ctx, "customer.import");
  const one = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const found = await readImport(em, ctx, input.importId);
    const subject = { subjectKind: "import", subjectId: found.id } as const;
    writeAudit(em, ctx, {
      action: "import.errors_exported",
      ...subject,
      detail: { refused: found.counts.refused },
    });
    return found;
  });
  const { fileKey, parts, settings, found, fileName } = one;
  if (fileKey === null)
    throw new PackpostError("not_found", "The file is not kept any more.", {
      effect: "Its refused rows cannot be told.",
      nextStep: "Drop it again.",
    });
  const old = found.columns.indexOf(reasonTitle);
  const width = found.columns.length;
  const shown = (cells: readonly string[]) =>
    Array.from({ length: Math.max(width, cells.length) }, (_none, at) => cells[at] ?? "").filter(
      (_cell, at) => at !== old,
    );
  const order = {
    ...{ encoding: settings.encoding, separator: settings.separator },
    ...{ afterRow: 0, rowsAPart: rowsAPage },
  };
  async function* pages(): AsyncGenerator<string[][]> {
    let left = one.counts.refused;
    for await (const { rows } of openRows(ctx.storage, { fileKey: fileKey ?? "", parts }, order)) {
      if (left <= 0) return;
      const reasons = await reasonsOf(ctx, one.id, rows[0]?.[0] ?? 0, rows.at(-1)?.[0] ?? 0);
      left -= reasons.size;
      const refused = rows.filter(([row]) => reasons.has(row));
      if (refused.length > 0) yield refused.map(([row, cells]) => [...shown(cells), reasons.get(row) ?? ""]);
    }
  }
  return { fileName, header: [...shown(found.columns), reasonTitle], pages: pages() };
}

export const reasonTitle = "Why it was not imported";

async function reasonsOf(
  ctx: StorageContext,
  importId: string,
  from: number,
  to: number,
): Promise<Map<number, string>> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<{ row: number; note: string }>`
      select row, note from customer_import_row
      where organisation_id = ${ctx.organisationId} and import_id = ${importId} and outcome = 'refused' and row between ${from} and ${to}`.execute(
      em.getKysely(),
    ),
  );
  return new Map(rows.map(({ row, note }) => [row, note]));
}
