import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { requireOpen } from "./change-import.ts";
import { readImport, type WholeImport } from "./import-line.ts";
import type { StartImportInput } from "./schemas.ts";
import { asksForDateOrder } from "./upload-import.ts";

/**
 * Begins the dry run: what would become of each row, nothing is written.
 * @throws {PackpostError} forbidden, not_found, conflict, invalid_input (which column or date is missing)
 */
export async function lookAtImport({ ctx, input }: { ctx: Context; input: StartImportInput }): Promise<void> {
  await begin(ctx, input, async (em, before) => {
    requireOpen(before);
    requireColumns(before);
    await setOff(em, ctx, before, sql`state = 'looking', looked = null`);
  });
}

/**
 * Begins to import what the dry run has shown. What has changed in between is judged anew, row by row.
 * @throws {PackpostError} forbidden, not_found, conflict (there is no dry run of it as it is now)
 */
export async function confirmImport({
  ctx,
  input,
}: {
  ctx: Context;
  input: StartImportInput;
}): Promise<void> {
  await begin(ctx, input, async (em, before) => {
    if (before.state !== "looked") {
      requireOpen(before);
      throw new PackpostError("conflict", "Look at what would change first.", {
        effect: "Nothing was imported.",
      });
    }
    await setOff(
      em,
      ctx,
      before,
      sql`state = 'running', confirmed_by = ${staffIdOf(ctx)}, confirmed_at = app_now()`,
    );
    const subject = { subjectKind: "import", subjectId: before.id } as const;
    writeAudit(em, ctx, {
      action: "import.confirmed",
      ...subject,
      detail: { noun: before.noun, ...before.looked },
    });
  });
}

/**
 * Begins to take back what an import has made and changed, within 24 hours of its end: whatever was edited since stays, and is named.
 * @throws {PackpostError} forbidden, not_found, conflict
 */
export async function undoImport({ ctx, input }: { ctx: Context; input: StartImportInput }): Promise<void> {
  await begin(ctx, input, async (em, before) => {
    if (before.undoUntil === null)
      throw new PackpostError("conflict", "This import cannot be undone any more.", {
        effect: "Nothing was changed.",
      });
    await setOff(em, ctx, before, sql`state = 'undoing', undone_by = ${staffIdOf(ctx)}, kept = 0`, false);
    const subject = { subjectKind: "import", subjectId: before.id } as const;
    writeAudit(em, ctx, {
      action: "import.undone",
      ...subject,
      detail: { noun: before.noun, ...before.counts },
    });
  });
}

/**
 * Puts a file away that is not imported, or stops its dry run.
 * @throws {PackpostError} forbidden, not_found, conflict (it is being imported, or was)
 */
export async function discardImport({
  ctx,
  input,
}: {
  ctx: Context;
  input: StartImportInput;
}): Promise<void> {
  await begin(ctx, input, async (em, before) => {
    if (before.state === "discarded") return;
    if (before.state !== "looking") requireOpen(before);
    await sql`
      update customer_import set state = 'discarded', revision = revision + 1, finished_at = app_now(), touched_at = app_now()
      where organisation_id = ${ctx.organisationId} and id = ${before.id}`.execute(em.getKysely());
    writeAudit(em, ctx, { action: "import.discarded", subjectKind: "import", subjectId: before.id });
  });
}

async function begin(
  ctx: Context,
  { importId, seenRevision }: StartImportInput,
  work: (em: EntityManager, before: WholeImport) => Promise<void>,
): Promise<void> {
  requirePermission(ctx, "customer.import");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const before = await readImport(em, ctx, importId, { hold: true });
    if (before.revision !== seenRevision)
      throw new PackpostError("conflict", "Somebody else has gone on with this import.", {
        effect: "Nothing was changed.",
        nextStep: "Look at what has become of it.",
      });
    await work(em, before);
  });
}

async function setOff(
  em: EntityManager,
  ctx: Context,
  before: WholeImport,
  set: RawBuilder<unknown>,
  isFromStart = true,
): Promise<void> {
  const counts = isFromStart ? sql`created = 0, changed = 0, unchanged = 0, refused = 0,` : sql``;
  await sql`
    update customer_import set ${set}, ${counts} row_done = 0, bytes_done = 0, trouble = null, revision = revision + 1, touched_at = app_now()
    where organisation_id = ${ctx.organisationId} and id = ${before.id}`.execute(em.getKysely());
  ctx.workflows.startImport({ importId: before.id, revision: before.revision + 1 });
}

function requireColumns({ noun, settings, found }: WholeImport): void {
  if (settings.mapping.every((field) => field === null))
    throw new PackpostError("invalid_input", "No column is chosen yet.", {
      nextStep: "Say what at least one column is.",
    });
  if (settings.dateOrder === null && asksForDateOrder(noun, settings, found.dates))
    throw new PackpostError("invalid_input", "Dates such as 03/04/2026 may be two days.", {
      nextStep: "Say which comes first in this file, day or month.",
    });
}
