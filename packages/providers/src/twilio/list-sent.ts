import type { ListSentTextsOptions, ListSentTextsOutcome } from "../sms.ts";
import type { TwilioSettings } from "./call.ts";
import { isHidden, withoutTrial } from "./find-text.ts";
import { listMessages } from "./list-messages.ts";

/** Of 200 texts: so many leave one number in some days at most. */
const MOST_PAGES = 500;

/** What an account sent from one number since then, newest first, with the words as they were given to it. */
export async function listSent(
  settings: TwilioSettings,
  { from, since, signal }: ListSentTextsOptions,
): Promise<ListSentTextsOutcome> {
  const listed = await listMessages(settings, { from, since, signal, mostPages: MOST_PAGES });
  if (listed.outcome !== "listed") return listed;
  const ours = listed.messages.filter((text) => text.direction.startsWith("outbound") && text.from === from);
  const texts = ours.map(({ sid, to, body, dateCreated }) => ({
    ...{ providerMessageId: sid, at: dateCreated, to },
    words: isHidden(body) ? null : withoutTrial(body ?? ""),
  }));
  return { outcome: "listed", texts, partial: listed.partial };
}
