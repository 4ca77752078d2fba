/** The import and which work of it: its row says everything else, people's data travel nowhere. */
export interface CustomerImportInput {
  readonly organisationId: string;
  readonly importId: string;
  /** Each dry run, run and undoing has one of its own. */
  readonly revision: number;
}

/** What the row says after a step of some minutes. */
export type ImportStep = { readonly do: "end" | "again" };

export interface CustomerImportActivities {
  /** Goes on from the row's watermark, a transaction for each thousand rows (P9). */
  workImport(input: CustomerImportInput): Promise<ImportStep>;
}

/** The one workflow of a work; starting it twice is success. */
export function customerImportWorkflowId({
  importId,
  revision,
}: Omit<CustomerImportInput, "organisationId">): string {
  return `import/${importId}/${revision}`;
}
