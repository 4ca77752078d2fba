import * as z from "zod";
import { startCallDeadline } from "../call-deadline.ts";
import type { ListInboundOptions, ListInboundOutcome } from "../sms.ts";
import type { InboundMedia, InboundText } from "../sms-event.ts";
import { callTwilio, type TwilioSettings } from "./call.ts";
import { type ListedMessage, listMessages, unanswered } from "./list-messages.ts";

const mediaSchema = z.array(z.object({ sid: z.string(), contentType: z.string() }));

/**
 * What people texted to one of our numbers since then, newest first. The list names no pictures, so each text that has some
 * costs a question of its own; it names no opt-out either, which the caller reads from the words.
 */
export async function listInbound(
  settings: TwilioSettings,
  { to, since, signal }: ListInboundOptions,
): Promise<ListInboundOutcome> {
  const listed = await listMessages(settings, { to, since, signal });
  if (listed.outcome !== "listed") return listed;
  const texts: InboundText[] = [];
  for (const message of listed.messages) {
    if (message.direction !== "inbound") continue;
    const media = message.numMedia > 0 ? await listMedia(settings, message, signal) : [];
    if ("outcome" in media) return media;
    const { sid: providerMessageId, from, dateCreated: receivedAt } = message;
    texts.push({ providerMessageId, from, to: message.to, body: message.body ?? "", media, receivedAt });
  }
  return { outcome: "listed", texts, ...(listed.partial && { partial: true }) };
}

async function listMedia(
  settings: TwilioSettings,
  { sid }: ListedMessage,
  signal: AbortSignal | undefined,
): Promise<InboundMedia[] | Exclude<ListInboundOutcome, { outcome: "listed" }>> {
  const call = await callTwilio(settings, { deadline: startCallDeadline(10_000), signal }, (client) =>
    client.messages(sid).media.list(),
  );
  if (call.kind !== "answered") return unanswered(call);
  const read = mediaSchema.safeParse(call.body);
  if (!read.success)
    return { outcome: "unavailable", providerMessage: "The provider's answer could not be read" };
  return read.data.map((media) => ({
    url: mediaUrl(settings, sid, media.sid),
    contentType: media.contentType,
  }));
}

const mediaUrl = ({ apiUrl, accountSid }: TwilioSettings, message: string, media: string) =>
  new URL(`/2010-04-01/Accounts/${accountSid}/Messages/${message}/Media/${media}`, apiUrl).href;
