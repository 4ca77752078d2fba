import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { addOlder as joinPages } from "#web/components/thread/merge-thread.ts";

/** Puts a page of older entries before a part of a thread. */
export function addOlder(kept: ThreadView, older: ThreadView): ThreadView {
  return { ...joinPages(kept, older), hasNewer: kept.hasNewer };
}

/** Puts a page of newer entries behind a part of a thread. */
export function addNewer(kept: ThreadView, newer: ThreadView): ThreadView {
  return { ...joinPages(kept, newer), hasOlder: kept.hasOlder, hasNewer: newer.hasNewer };
}

/** A part of a thread with what has changed of its entries; what stands elsewhere stays there. */
export function changeKnown(kept: ThreadView, changes: ThreadView): ThreadView {
  const known = new Set(kept.entries.map(({ id }) => id));
  const entries = changes.entries.filter(({ id }) => known.has(id));
  const { hasOlder, hasNewer, revision } = { ...kept, revision: changes.revision };
  return { ...joinPages(kept, { ...changes, entries }), hasOlder, hasNewer, revision };
}
