/** The entry alone: its rows say everything else. */
export interface IncomingFilesInput {
  readonly organisationId: string;
  readonly entryId: string;
}

/** What the rows say after a look. */
export type FilesStep =
  /** Each is there, or it is written down why not. */
  { readonly do: "end" } | { readonly do: "wait"; readonly ms: number };

export interface IncomingFilesActivities {
  /** Fetches and keeps what came with a text or mail, as far as it is to be had now (T23, T45). */
  fetchFiles(input: IncomingFilesInput): Promise<FilesStep>;
}

/** The one workflow of an entry's files; starting it twice is success. */
export function incomingFilesWorkflowId(entryId: string): string {
  return `incoming-files/${entryId}`;
}
