import type { OrganisationId } from "@packpost/db/organisation-id";
import type { EntityManager } from "@packpost/db/orm";
import type { ImportNoun } from "./enums.ts";
import { importMemory } from "./import-memory.ts";
import type { UpsertRecord } from "./upsert/fields.ts";
import type { ToldOutcome } from "./upsert/tell-outcomes.ts";
import { upsertBatch } from "./upsert/upsert-batch.ts";

interface Work {
  readonly organisationId: OrganisationId;
  readonly importId: string;
  readonly noun: ImportNoun;
  readonly isDry: boolean;
}

interface FileRecord {
  readonly row: number;
  readonly record: UpsertRecord;
}

/**
 * A part of a file through the upsert. Should the database refuse a value that we took for good, the part is done row by row, so that
 * one row is refused and not the file held up for ever.
 */
export async function upsertPart(
  em: EntityManager,
  work: Work,
  records: readonly FileRecord[],
): Promise<ToldOutcome[]> {
  try {
    return await upsertWithin(em, work, records);
  } catch (error) {
    if (!isRefusedValue(error)) throw error;
  }
  const outcomes: ToldOutcome[] = [];
  for (const one of records) {
    try {
      outcomes.push(...(await upsertWithin(em, work, [one])));
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      outcomes.push({ outcome: { outcome: "refused", reason: notKept }, stored: {} });
    }
  }
  return outcomes;
}

const notKept = "The database cannot keep what this row says. Tell support which row it is.";

/** All of them or none, within a savepoint. */
function upsertWithin(em: EntityManager, work: Work, records: readonly FileRecord[]): Promise<ToldOutcome[]> {
  const { organisationId, importId, noun, isDry } = work;
  return em.transactional((inner) =>
    upsertBatch(
      {
        ...{ em: inner, organisationId, hold: !isDry },
        memory: isDry ? importMemory(inner, organisationId, importId) : null,
      },
      noun,
      records.map(({ record }) => record),
      (place) => `row ${records[place]?.row ?? 0} of this file`,
    ),
  );
}

/** PostgreSQL's classes 22 (data) and 23 (constraints). */
function isRefusedValue(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^2[23]/.test(String(error.code));
}
