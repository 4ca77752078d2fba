import type { Context } from "../context.ts";
import type { AppliedEvent } from "../recipient/apply-events.ts";
import { pauseOnTrouble } from "./pause-on-trouble.ts";

const badNews = new Set(["hard_bounced", "soft_bounced", "complained"]);

/** Looks at the campaigns of a group of provider events for trouble, once, and only if there was bad news among them. */
export async function pauseOnBadNews({
  ctx,
  input,
}: {
  ctx: Context;
  input: { events: readonly AppliedEvent[] };
}): Promise<void> {
  const bad = input.events.filter(({ event }) => badNews.has(event.kind));
  const spamContent = bad.filter(({ event }) => event.bounceKind === "spam_content");
  await pauseOnTrouble({
    ctx,
    input: {
      recipientIds: bad.map(({ recipientId }) => recipientId),
      spamContentIds: spamContent.map(({ recipientId }) => recipientId),
    },
  });
}
