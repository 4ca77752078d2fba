/** What can be imported, and what becomes of its rows (P9). Pages use it too. */
export { type ImportNoun, type ImportOutcome, importNouns, importOutcomes } from "@packpost/db/enums";
