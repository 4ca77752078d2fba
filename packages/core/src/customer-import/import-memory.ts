import type { OrganisationId } from "@packpost/db/organisation-id";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Memory } from "./upsert/load-rows.ts";
import type { Values } from "./upsert/world.ts";

/** What a dry run in parts has made so far, kept beside its import: each part is a transaction of its own. */
export function importMemory(em: EntityManager, organisationId: OrganisationId, importId: string): Memory {
  const kysely = em.getKysely();
  return {
    async recall(noun, keys, ids) {
      const named = keys.map((key) => `${noun}/${key}`);
      const { rows } = await sql<{ id: string; row_values: Values }>`
        select memory.subject_id as id, memory.row_values from (
          select found.subject_id from unnest(${named}::text[]) key cross join lateral (
            select subject_id from customer_import_key
            where import_id = ${importId} and customer_import_key.key = key.key and organisation_id = ${organisationId} offset 0) found
          union select unnest(${ids}::uuid[])) subject
        cross join lateral (
          select subject_id, row_values from customer_import_memory
          where import_id = ${importId} and subject_id = subject.subject_id and organisation_id = ${organisationId} offset 0) memory`.execute(
        kysely,
      );
      // What an earlier part would have made is there for this one.
      return rows.map(({ id, row_values: values }) => ({ id, isNew: false, values }));
    },
    async remember(noun, rows) {
      if (rows.length === 0) return;
      const kept = JSON.stringify(rows.map(({ row }) => ({ id: row.id, values: row.values })));
      await sql`
        insert into customer_import_memory (organisation_id, import_id, noun, subject_id, row_values)
        select ${organisationId}, ${importId}, ${noun}, id, values from jsonb_to_recordset(${kept}::jsonb) as kept (id uuid, values jsonb)
        on conflict (import_id, subject_id, organisation_id) do update set row_values = excluded.row_values`.execute(
        kysely,
      );
      const keys = JSON.stringify(
        rows.flatMap(({ row, keys: own }) => own.map((key) => ({ id: row.id, key: `${noun}/${key}` }))),
      );
      await sql`
        insert into customer_import_key (organisation_id, import_id, key, subject_id)
        select ${organisationId}, ${importId}, key, id from jsonb_to_recordset(${keys}::jsonb) as kept (id uuid, key text)
        on conflict do nothing`.execute(kysely);
    },
  };
}
