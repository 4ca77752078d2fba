"use client";

import { openPageOutbox } from "#web/components/thread/open-page-outbox.ts";
import type { PostOutcome } from "#web/components/thread/outbox-item.ts";
import { useUnsent } from "#web/components/thread/use-outbox.ts";
import { type PortalClient, portalClient, refusalOf } from "../frame/portal-client.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import { type OutgoingItem, type OwnOutbox, readOutgoingItem } from "./outgoing-item.ts";
import { portalReach } from "./portal-reach.ts";

let opened: { readonly customerId: string; readonly outbox: OwnOutbox } | undefined;
/** Of the thread that is open: what is told when something stands in it, and when something was refused. */
let tell: { onPosted: () => void; onRefused: (thrown: unknown) => void } | undefined;

/** The page's outbox of whoever is signed in: a message goes out while one is on the other pages too. */
function outboxOf(customerId: string, client: PortalClient): OwnOutbox {
  if (opened?.customerId === customerId) return opened.outbox;
  const outbox = openPageOutbox<OutgoingItem>({
    prefix: `packpost-portal-outbox-1/${customerId}/`,
    read: readOutgoingItem,
    post: (item, signal) => post(client, item, signal),
    whenReachable: portalReach.whenReachable,
    onPosted: () => tell?.onPosted(),
  });
  opened = { customerId, outbox };
  return outbox;
}

async function post(client: PortalClient, item: OutgoingItem, signal: AbortSignal): Promise<PostOutcome> {
  const { entryId, threadId, body, draftVersion, seenNumber, pictures } = item;
  const attachmentIds = pictures.map(({ id }) => id);
  try {
    await client.thread.send.mutate(
      { entryId, threadId, body, draftVersion, seenNumber, attachmentIds },
      { signal },
    );
    portalReach.reached();
    return { outcome: "posted" };
  } catch (thrown) {
    tell?.onRefused(thrown);
    const { code } = refusalOf(thrown);
    const isAnswered = !["away", "unavailable", "unauthenticated"].includes(code);
    return isAnswered ? { outcome: "refused", error: thrown } : { outcome: "no_answer" };
  }
}

interface UseOutgoingOptions {
  customerId: string;
  threadId: string;
  /** Whether the page has the entry of what was sent off; the same function until its entries change. */
  isShown: (item: { readonly entryId: string }) => boolean;
  /** Something of mine stands in the thread. */
  onPosted: () => void;
  onRefused: (thrown: unknown) => void;
}

/** What I have sent off that the thread does not show yet, and the outbox that sends it (T11). */
export function useOutgoing({ customerId, threadId, isShown, onPosted, onRefused }: UseOutgoingOptions) {
  const client = portalClient(usePortal().slug);
  tell = { onPosted, onRefused };
  const open = () => outboxOf(customerId, client);
  return { queue: useUnsent(open, threadId, isShown), outbox: open };
}
