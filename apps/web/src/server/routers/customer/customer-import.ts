import { changeImport } from "@packpost/core/customer-import/change-import";
import { getImport, listImportRows, listImports } from "@packpost/core/customer-import/read-imports";
import {
  changeImportSchema,
  importIdSchema,
  importRowsSchema,
  listImportsSchema,
  startImportSchema,
} from "@packpost/core/customer-import/schemas";
import {
  confirmImport,
  discardImport,
  lookAtImport,
  undoImport,
} from "@packpost/core/customer-import/start-import";
import { getStorage } from "#web/server/picture/get-storage.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** Files of customers and what hangs on them (P9); they are uploaded by `/api/imports`. */
export const customerImportRouter = createRouter({
  get: permitted("customer.import")
    .input(importIdSchema)
    .query(({ ctx, input }) => getImport({ ctx, input })),
  list: permitted("customer.import")
    .input(listImportsSchema)
    .query(({ ctx, input }) => listImports({ ctx, input })),
  rows: permitted("customer.import")
    .input(importRowsSchema)
    .query(({ ctx, input }) => listImportRows({ ctx, input })),
  change: permitted("customer.import")
    .input(changeImportSchema)
    .mutation(({ ctx, input }) => changeImport({ ctx: { ...ctx, storage: getStorage() }, input })),
  look: permitted("customer.import")
    .input(startImportSchema)
    .mutation(({ ctx, input }) => lookAtImport({ ctx, input })),
  confirm: permitted("customer.import")
    .input(startImportSchema)
    .mutation(({ ctx, input }) => confirmImport({ ctx, input })),
  undo: permitted("customer.import")
    .input(startImportSchema)
    .mutation(({ ctx, input }) => undoImport({ ctx, input })),
  discard: permitted("customer.import")
    .input(startImportSchema)
    .mutation(({ ctx, input }) => discardImport({ ctx, input })),
});
