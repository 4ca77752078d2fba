import type { Context } from "../context.ts";
import { markRead } from "../conversation/mark-read.ts";
import { ownThread } from "./own-thread.ts";
import type { MarkOwnReadInput } from "./schemas.ts";

/** The acting customer has had the entries up to this one on their screen (V4, V5). @throws {PackpostError} forbidden, not_found */
export async function markOwnRead({ ctx, input }: { ctx: Context; input: MarkOwnReadInput }): Promise<void> {
  const { threadId } = await ownThread(ctx);
  await markRead({ ctx, input: { threadId, number: input.number } });
}
