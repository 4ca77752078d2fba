import { noFind, readWay } from "./customer-calls.ts";
import type { One } from "./customer-deeds.ts";
import type { Deed } from "./deeds.ts";

/** What staff do with files of customers, and what the audit must say of it (P9, O3). */
export function importDeeds(one: One): Record<string, Deed> {
  /** A file in some state. */
  const anyImport = (state: string, more = "null", counts = 0) =>
    one(
      `insert into customer_import (organisation_id, noun, file_name, file_key, parts, bytes, found, settings, headers_key, state, finished_at, created, created_by)
       select $1, 'customer', 'people.csv', repeat('a', 26), 1, 1, $2, $3, '', '${state}', ${more}, ${counts}, id
       from staff_member where organisation_id = $1 limit 1 returning id`,
      ...[noFind, readWay],
    );
  return {
    "customerImport.confirm": {
      act: async (caller) =>
        caller.customerImport.confirm({ importId: await anyImport("looked"), seenRevision: 0 }),
      action: "import.confirmed",
    },
    "customerImport.undo": {
      act: async (caller) =>
        caller.customerImport.undo({ importId: await anyImport("done", "now()", 1), seenRevision: 0 }),
      action: "import.undone",
    },
    "customerImport.discard": {
      act: async (caller) =>
        caller.customerImport.discard({ importId: await anyImport("draft"), seenRevision: 0 }),
      action: "import.discarded",
    },
  };
}
