import { defineEntity, p } from "@mikro-orm/core";
import { Entry } from "./entry.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** What an entry is found by (V12): its words, kept by the database. */
export const EntryWords = defineEntity({
  name: "EntryWords",
  tableName: "entry_words",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    entry: () => p.manyToOne(Entry).ref().primary().deleteRule("no action"),
    at: p.datetime(3),
    words: p.text().columnType("tsvector"),
  },
});
