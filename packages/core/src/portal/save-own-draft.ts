import type { Context } from "../context.ts";
import { type SaveThreadDraftOutcome, saveThreadDraft } from "../conversation/save-thread-draft.ts";
import { ownThread } from "./own-thread.ts";
import type { SaveOwnDraftInput } from "./schemas.ts";

/** Keeps what the acting customer is writing (V2), on every device of theirs. @throws {PackpostError} forbidden, not_found */
export async function saveOwnDraft({
  ctx,
  input,
}: {
  ctx: Context;
  input: SaveOwnDraftInput;
}): Promise<SaveThreadDraftOutcome> {
  const { threadId } = await ownThread(ctx, input.threadId);
  return saveThreadDraft({ ctx, input: { ...input, threadId, kind: "reply" } });
}
