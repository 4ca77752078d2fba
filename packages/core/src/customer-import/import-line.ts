import type { ImportNoun, ImportState } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { instantFrom } from "../paging/instant.ts";
import { type Found, foundSchema, type ImportSettings, importSettingsSchema } from "./schemas.ts";

/** How many rows of a file came to what: together the rows of the file (T56). */
export interface ImportCounts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** An import as its row has it. */
export interface ImportLine {
  readonly id: string;
  readonly noun: ImportNoun;
  readonly state: ImportState;
  readonly revision: number;
  readonly fileName: string;
  /** Null: the file is purged, or about to be. */
  readonly fileKey: string | null;
  readonly parts: number;
  readonly bytes: number;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly counts: ImportCounts;
  /** Of the last dry run. */
  readonly looked: ImportCounts | null;
  readonly rowDone: number;
  readonly bytesDone: number;
  readonly confirmedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly undoneAt: Date | null;
  /** Rows that undoing has left. */
  readonly kept: number;
  readonly trouble: string | null;
  /** Until when it can be undone; null = not, or not any more. */
  readonly undoUntil: Date | null;
}

export interface WholeImport extends ImportLine {
  readonly found: Found;
  readonly settings: ImportSettings;
}

type Instants = "createdAt" | "confirmedAt" | "finishedAt" | "undoneAt" | "undoUntil";

interface StoredImport
  extends Omit<ImportLine, "counts" | "bytes" | "bytesDone" | Instants>,
    Record<Instants, string | null> {
  readonly bytes: string;
  readonly bytesDone: string;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly found: unknown;
  readonly settings: unknown;
}

/** So long after its end an import can be undone. */
export const UNDO_HOURS = 24;

const columns = sql`
  customer_import.id, noun, state, revision, file_name as "fileName", case when file_until is null or file_until > app_now() then file_key end as "fileKey", parts, bytes, bytes_done as "bytesDone",
  customer_import.created_at as "createdAt", staff_member.name as "createdBy", created, changed, unchanged, refused, looked, row_done as "rowDone",
  confirmed_at as "confirmedAt", finished_at as "finishedAt", undone_at as "undoneAt", kept, trouble, found, settings,
  case when state = 'done' and created + changed > 0 and finished_at > app_now() - make_interval(hours => ${sql.lit(UNDO_HOURS)})
       then finished_at + make_interval(hours => ${sql.lit(UNDO_HOURS)}) end as "undoUntil"`;

/** Imports of the organisation, as {@link ImportLine}. @param rest what follows `where organisation …` */
export async function readImports(
  em: EntityManager,
  ctx: Context,
  rest: RawBuilder<unknown>,
): Promise<StoredImport[]> {
  const { rows } = await sql<StoredImport>`
    select ${columns} from customer_import
    join staff_member on staff_member.organisation_id = customer_import.organisation_id and staff_member.id = customer_import.created_by
    where customer_import.organisation_id = ${ctx.organisationId} ${rest}`.execute(em.getKysely());
  return rows;
}

export function lineOf({ found: _found, settings: _settings, ...stored }: StoredImport): ImportLine {
  const { created, changed, unchanged, refused, bytes, bytesDone, ...line } = stored;
  return {
    ...line,
    ...{ bytes: Number(bytes), bytesDone: Number(bytesDone) },
    createdAt: instantFrom(line.createdAt ?? ""),
    confirmedAt: instantFrom(line.confirmedAt),
    finishedAt: instantFrom(line.finishedAt),
    undoneAt: instantFrom(line.undoneAt),
    undoUntil: instantFrom(line.undoUntil),
    counts: { created, changed, unchanged, refused },
  };
}

/**
 * One import; held to the end of the transaction where it is going to be changed.
 * @throws {PackpostError} not_found
 */
export async function readImport(
  em: EntityManager,
  ctx: Context,
  importId: string,
  options: { readonly hold: boolean } = { hold: false },
): Promise<WholeImport> {
  const hold = options.hold ? sql`for no key update of customer_import` : sql``;
  const [stored] = await readImports(em, ctx, sql`and customer_import.id = ${importId} ${hold}`);
  if (stored === undefined)
    throw new PackpostError("not_found", "There is no such import.", {
      nextStep: "Open it from the list of imports.",
    });
  return {
    ...lineOf(stored),
    found: foundSchema.parse(stored.found),
    settings: importSettingsSchema.parse(stored.settings),
  };
}
