import type { Occurrence } from "../events/occurrence.ts";
import type { LedgerRow } from "../ledger/message.ts";

interface MessageState {
  word: string;
  tone: "grey" | "blue" | "spruce" | "marigold" | "red";
}

/** The state of a message in one word, the words and colours the product uses too: the strongest thing that happened. */
export function messageState({ channel }: LedgerRow, events: readonly Occurrence[]): MessageState {
  const has = (...kinds: Occurrence["kind"][]) => events.some((event) => kinds.includes(event.kind));
  if (has("undelivered")) return { word: "Not delivered", tone: "red" };
  if (has("complaint")) return { word: "Spam complaint", tone: "red" };
  if (has("hard-bounce", "soft-bounce", "blocked-bounce", "content-bounce"))
    return { word: "Bounced", tone: "red" };
  if (has("unsubscribe", "one-click")) return { word: "Unsubscribed", tone: "marigold" };
  if (has("click")) return { word: "Clicked", tone: "spruce" };
  if (has("open")) return { word: "Opened", tone: "spruce" };
  if (has("machine-open")) return { word: "Machine open", tone: "grey" };
  if (has("delivery")) return { word: "Delivered", tone: "spruce" };
  return channel === "sms" && !has("sent")
    ? { word: "Queued", tone: "grey" }
    : { word: "Sent", tone: "blue" };
}
