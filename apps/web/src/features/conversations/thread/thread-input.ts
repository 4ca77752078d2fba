import type { ReadEntriesInput } from "@packpost/core/conversation/schemas";

/** What a thread's first page asks for; page and browser must agree. */
export function threadInputOf(threadId: string): ReadEntriesInput {
  return { threadId, pageSize: 50 };
}
