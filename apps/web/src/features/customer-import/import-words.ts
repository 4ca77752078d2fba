import { targetsOf } from "@packpost/core/customer-import/columns/targets";
import { type ImportNoun, type ImportOutcome, importOutcomes } from "@packpost/core/customer-import/enums";
import type { ImportCounts, ImportLine } from "@packpost/core/customer-import/import-line";
import { formatCount } from "#web/components/form/format-number.ts";
import type { Tone } from "#web/components/status/state-vocabulary.ts";

/** What a file can hold. */
export const nounWords: Readonly<
  Record<ImportNoun, { readonly one: string; readonly many: string; readonly hint: string }>
> = {
  customer: {
    one: "customer",
    many: "customers",
    hint: "People with their address and number. Families are made with them.",
  },
  family: { one: "family", many: "families", hint: "Families by the ID that your other system gives them." },
  pet: { one: "pet", many: "pets", hint: "Pets with their owner or their family." },
  application: {
    one: "application",
    many: "applications",
    hint: "Who applied for which pass, and whether it was approved.",
  },
  registration: {
    one: "registration",
    many: "registrations",
    hint: "Which pet is registered for which pass, and until when.",
  },
  appointment: {
    one: "appointment",
    many: "appointments",
    hint: "Visits with their pet, their colleague and their times.",
  },
  transaction: {
    one: "transaction",
    many: "transactions",
    hint: "What was bought, visited or paid: it keeps people from falling silent.",
  },
};

export const stateWords: Readonly<
  Record<ImportLine["state"], { readonly word: string; readonly tone: Tone }>
> = {
  draft: { word: "Not imported yet", tone: "grey" },
  looking: { word: "Being checked", tone: "blue" },
  looked: { word: "Checked, not imported yet", tone: "marigold" },
  running: { word: "Being imported", tone: "blue" },
  done: { word: "Imported", tone: "spruce" },
  undoing: { word: "Being undone", tone: "blue" },
  undone: { word: "Undone", tone: "grey" },
  failed: { word: "Cannot be read", tone: "red" },
  discarded: { word: "Put away", tone: "grey" },
};

export const encodingWords = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16 (Excel “Unicode text”)",
  "utf-16be": "UTF-16, big endian",
  "windows-1252": "Windows-1252 (older Excel)",
} as const;
export const separatorWords = { ",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar |" } as const;
export const dateOrderWords = {
  mdy: "Month first: 12/31/2026",
  dmy: "Day first: 31/12/2026",
} as const;

export const outcomeWords: Readonly<Record<ImportOutcome, string>> = {
  created: "New",
  changed: "Changed",
  unchanged: "No change",
  refused: "Refused",
};

/** All rows of a file; the four outcomes add up to them (T56). */
export const rowsIn = (counts: ImportCounts) =>
  importOutcomes.reduce((sum, outcome) => sum + counts[outcome], 0);

export const formatRows = (n: number) => `${formatCount(n)} ${n === 1 ? "row" : "rows"}`;

/** Such as `12 new, 3 changed, 1 refused`. */
export function formatCounts(counts: ImportCounts): string {
  const words = { created: "new", changed: "changed", unchanged: "without a change", refused: "refused" };
  const told = importOutcomes.flatMap((one) =>
    counts[one] > 0 ? [`${formatCount(counts[one])} ${words[one]}`] : [],
  );
  return told.length === 0 ? "No rows" : told.join(", ");
}

/** The name of a field that a difference is about. */
export function fieldTitle(noun: ImportNoun, field: string): string {
  const more: Readonly<Record<string, string>> = {
    family: "Family",
    customer: "Customer",
    pet: "Pet",
    externalId: "ID",
    number: "Number",
    // "Campaigns: unsubscribed": what it is by now, not the question of the column.
    campaigns: "Campaigns",
  };
  return more[field] ?? targetsOf[noun].find((one) => one.field === field)?.title ?? field;
}
