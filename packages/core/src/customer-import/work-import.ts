import { inOrganisation } from "@packpost/db/orm";
import type { ImportStep } from "@packpost/workflows/customer-import/contract";
import { sql } from "kysely";
import { isSupportedCountry } from "libphonenumber-js/max";
import { writeAudit } from "../audit.ts";
import type { StorageContext } from "../context.ts";
import { zoneOf } from "../organisation/zone-of.ts";
import { type Conversion, type Converted, convertRow } from "./columns/convert-row.ts";
import { targetsOf } from "./columns/targets.ts";
import { openRows, UnreadableFile } from "./file/open-rows.ts";
import { foldEarlier } from "./fold-earlier.ts";
import { type ImportCounts, readImport, type WholeImport } from "./import-line.ts";
import { forgetRows, keepRows } from "./keep-rows.ts";
import { undoRows } from "./undo-rows.ts";
import type { ToldOutcome } from "./upsert/tell-outcomes.ts";
import { nouns } from "./upsert/upsert-batch.ts";
import { upsertPart } from "./upsert-part.ts";

/** Rows of one transaction: some tenths of a second, in which nobody else's upsert of the organisation waits. */
export const ROWS_A_PART = 1_000;
/** So long one step works at most, in milliseconds: a workflow's history grows by three events for each. */
const STEP_MS = 4 * 60_000;

/**
 * Goes on with the work of an import from where its row says: the dry run, the run or the undoing. Each part of a thousand rows is a
 * transaction with its watermark, so wherever this is killed nothing is lost and nothing is done twice; of two that run at once the
 * slower one finds the watermark moved and stops.
 * @returns `end` when there is nothing left to do, or another work has begun
 */
export async function workImport({
  ctx,
  input,
  stepMs = STEP_MS,
}: {
  ctx: StorageContext;
  input: { readonly importId: string; readonly revision: number };
  stepMs?: number;
}): Promise<ImportStep> {
  const until = Date.now() + stepMs;
  const before = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    readImport(em, ctx, input.importId),
  );
  if (before.revision !== input.revision) return { do: "end" };
  if (before.state === "undoing")
    return (await undoRows(ctx, before, until)) ? { do: "end" } : { do: "again" };
  if (before.state !== "looking" && before.state !== "running") return { do: "end" };
  if (before.rowDone === 0) await forgetRows(ctx, before.id);
  try {
    return await readAll(ctx, before, until);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    await settle(ctx, before, "failed", error.message);
    return { do: "end" };
  }
}

async function readAll(ctx: StorageContext, before: WholeImport, until: number): Promise<ImportStep> {
  const { fileKey, parts, settings } = before;
  if (fileKey === null) throw new UnreadableFile("The file is not kept any more. Drop it again.");
  const conversion = await conversionOf(ctx, before);
  const order = {
    ...{ encoding: settings.encoding, separator: settings.separator },
    ...{ afterRow: before.rowDone, rowsAPart: ROWS_A_PART },
  };
  let from = before.rowDone;
  for await (const { rows, bytes } of openRows(ctx.storage, { fileKey, parts }, order)) {
    const isMine = await workPart(ctx, before, { from, rows, bytes, conversion });
    if (!isMine) return { do: "end" };
    from = rows.at(-1)?.[0] ?? from;
    if (Date.now() > until) return { do: "again" };
  }
  await settle(ctx, before, before.state === "looking" ? "looked" : "done", null);
  return { do: "end" };
}

interface Part {
  /** The watermark before it. */
  readonly from: number;
  readonly rows: readonly (readonly [number, readonly string[]])[];
  readonly bytes: number;
  readonly conversion: Conversion;
}

/** @returns whether the work was still ours */
async function workPart(
  ctx: StorageContext,
  { id, noun, state, revision }: WholeImport,
  { from, rows, bytes, conversion }: Part,
): Promise<boolean> {
  const converted = rows.map(([row, cells]) => ({ row, cells, told: convertRow(cells, conversion) }));
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const now = await readImport(em, ctx, id, { hold: true });
    if (now.revision !== revision || now.state !== state || now.rowDone !== from) return false;
    const { organisationId } = ctx;
    const good = converted.flatMap(({ row, told }) =>
      "record" in told ? [{ row, record: told.record }] : [],
    );
    const outcomes = await upsertPart(
      em,
      { organisationId, importId: id, noun, isDry: state === "looking" },
      good,
    );
    const byRow = new Map(good.map(({ row }, place) => [row, outcomes[place]]));
    const told = converted.map(({ row, cells, told }) => ({
      row,
      cells,
      ...outcomeOf(told, byRow.get(row)),
    }));
    const { rows: all, unchanged: earlier } = await foldEarlier(em, ctx, {
      ...{ importId: id, noun: nouns[noun], rows: told },
    });
    await keepRows(em, ctx, id, all);
    const n = (outcome: keyof ImportCounts) => all.filter((one) => one.outcome.outcome === outcome).length;
    await sql`
      update customer_import set row_done = ${rows.at(-1)?.[0] ?? from}, bytes_done = ${bytes}, touched_at = app_now(),
        created = created + ${n("created")}, changed = changed + ${n("changed") - earlier},
        unchanged = unchanged + ${n("unchanged") + earlier}, refused = refused + ${n("refused")}
      where organisation_id = ${organisationId} and id = ${id}`.execute(em.getKysely());
    return true;
  });
}

function outcomeOf(told: Converted, outcome: ToldOutcome | undefined): ToldOutcome {
  if ("refused" in told) return { outcome: { outcome: "refused", reason: told.refused }, stored: {} };
  return outcome ?? { outcome: { outcome: "refused", reason: "It could not be read." }, stored: {} };
}

async function conversionOf(
  ctx: StorageContext,
  { noun, settings, found }: WholeImport,
): Promise<Conversion> {
  const targets = new Map(targetsOf[noun].map((target) => [target.field, target]));
  const { country } = settings;
  return {
    columns: settings.mapping.map((field) => (field === null ? null : (targets.get(field) ?? null))),
    names: found.columns,
    dates: {
      order: settings.dateOrder,
      zone: await inOrganisation(ctx.orm, ctx.organisationId, (em) => zoneOf(em, ctx)),
    },
    country: country !== null && isSupportedCountry(country) ? country : null,
    unsubscribeAll: settings.unsubscribeAll && noun === "customer",
  };
}

/** The end of a dry run or a run. */
async function settle(
  ctx: StorageContext,
  { id, state, revision, noun }: WholeImport,
  next: "looked" | "done" | "failed",
  trouble: string | null,
): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const now = await readImport(em, ctx, id, { hold: true });
    if (now.state !== state || now.revision !== revision) return;
    const counts = next === "looked" ? sql`${JSON.stringify(now.counts)}::jsonb` : sql`looked`;
    await sql`
      update customer_import set state = ${next}, looked = ${counts}, trouble = ${trouble}, touched_at = app_now(),
        finished_at = case when ${next !== "looked"} then app_now() end
      where organisation_id = ${ctx.organisationId} and id = ${id}`.execute(em.getKysely());
    if (next === "looked") return;
    const detail = { noun, ...now.counts };
    writeAudit(em, ctx, { action: `import.${next}`, subjectKind: "import", subjectId: id, detail });
  });
}
