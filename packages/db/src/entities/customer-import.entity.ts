import { defineEntity, p } from "@mikro-orm/core";
import { importNouns, importOutcomes, importStates } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** One file of one noun, from its upload to its undoing (P9). */
export const CustomerImport = defineEntity({
  name: "CustomerImport",
  tableName: "customer_import",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    noun: p.enum(importNouns),
    state: p.enum(importStates).default("draft"),
    revision: p.integer().default(0),
    fileName: p.text(),
    /** Null: the file is purged. */
    fileKey: p.text().nullable(),
    /** When the file is purged before its time; null = it is not. */
    fileUntil: p.datetime(3).nullable(),
    parts: p.integer(),
    bytes: p.bigint("number"),
    found: p.json(),
    settings: p.json(),
    headersKey: p.text(),
    createdBy: () => p.manyToOne(StaffMember).ref().fieldName("created_by"),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    touchedAt: p.datetime(3).defaultRaw("app_now()"),
    rowDone: p.integer().default(0),
    bytesDone: p.bigint("number").default(0),
    created: p.integer().default(0),
    changed: p.integer().default(0),
    unchanged: p.integer().default(0),
    refused: p.integer().default(0),
    looked: p.json().nullable(),
    confirmedBy: () =>
      p.manyToOne(StaffMember).ref().fieldName("confirmed_by").nullable().deleteRule("no action"),
    confirmedAt: p.datetime(3).nullable(),
    finishedAt: p.datetime(3).nullable(),
    undoneBy: () => p.manyToOne(StaffMember).ref().fieldName("undone_by").nullable().deleteRule("no action"),
    undoneAt: p.datetime(3).nullable(),
    kept: p.integer().default(0),
    trouble: p.text().nullable(),
  },
});

/** What became of one row of the file. */
export const CustomerImportRow = defineEntity({
  name: "CustomerImportRow",
  tableName: "customer_import_row",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    import: () => p.manyToOne(CustomerImport).ref().primary().deleteRule("cascade"),
    row: p.integer().primary(),
    outcome: p.enum(importOutcomes),
    subjectId: p.uuid().nullable(),
    label: p.text(),
    changes: p.json(),
    stored: p.json(),
    note: p.text().nullable(),
    undone: p.enum(["undone", "kept"] as const).nullable(),
    undoNote: p.text().nullable(),
  },
});

/** What a dry run has made so far of a row, and by which keys it would be found then. */
export const CustomerImportMemory = defineEntity({
  name: "CustomerImportMemory",
  tableName: "customer_import_memory",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    import: () => p.manyToOne(CustomerImport).ref().primary().deleteRule("cascade"),
    noun: p.text(),
    subjectId: p.uuid().primary(),
    rowValues: p.json(),
  },
});

export const CustomerImportKey = defineEntity({
  name: "CustomerImportKey",
  tableName: "customer_import_key",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    import: () => p.manyToOne(CustomerImport).ref().primary().deleteRule("cascade"),
    key: p.text().primary(),
    subjectId: p.uuid().primary(),
  },
});
