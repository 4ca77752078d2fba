import type { AlertDraft } from "@packpost/core/alert/alert-draft";
import type { AlertDraftBackup } from "./alert-draft-backup.ts";

interface Restored {
  readonly draft: AlertDraft;
  /** It is not on the server. */
  readonly dirty: boolean;
  /** What the server has instead: a person chooses. */
  readonly other: AlertDraft | null;
}

type Written = Pick<AlertDraft, "range" | "body">;

/** What stands in the panel when it opens: what the server has, or what this browser could not save there the last time (T12). */
export function restoreDraft(server: AlertDraft, backup: AlertDraftBackup | null): Restored {
  if (backup === null || isSame(backup, server)) return { draft: server, dirty: false, other: null };
  const draft = { range: backup.range, body: backup.body, version: server.version };
  const other = server.version > backup.version && isOther(backup, server) ? server : null;
  return { draft, dirty: true, other };
}

/** Whether what the server has, changed since, is another alert: not one that was sent, nor what somebody has written on from. */
export function isOther(mine: Written, theirs: Written): boolean {
  return !mine.body.startsWith(theirs.body.trim());
}

function isSame(mine: Written, theirs: Written): boolean {
  return mine.body === theirs.body && JSON.stringify(mine.range) === JSON.stringify(theirs.range);
}
