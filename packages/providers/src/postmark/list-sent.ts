import * as z from "zod";
import { startCallDeadline } from "../call-deadline.ts";
import type { ListSentMailsOptions, ListSentMailsOutcome, SentMail } from "../email.ts";
import { callPostmark, type PostmarkSettings } from "./call.ts";
import { streamName } from "./streams.ts";

const pageRows = 500;
/** Postmark refuses count + offset above this. */
const maxRows = 10_000;
const SHORTEST_MS = 1_000;

const pageSchema = z.object({
  TotalCount: z.coerce.number(),
  Messages: z.array(
    z.object({
      MessageID: z.string(),
      ReceivedAt: z.coerce.date(),
      Recipients: z.array(z.string()).min(1),
      Tag: z.string().nullish(),
      Metadata: z.record(z.string(), z.string()).nullish(),
    }),
  ),
});
type Page = z.infer<typeof pageSchema>;
type Unanswered = Exclude<ListSentMailsOutcome, { outcome: "listed" }>;

/**
 * Postmark's page says that both dates are Eastern time; whether it heeds an offset it does not say. So it is asked from so much earlier:
 * read either way the time that is meant is covered. What is older is left out by its own date.
 * @source https://postmarkapp.com/developer/api/messages-api#outbound-message-search
 */
const ZONES_DIFFER_MS = 6 * 3_600_000;

/**
 * What a stream sent in some time (`GET /messages/outbound` by `fromdate` and `todate`). Postmark shows the newest 10,000 of a question, so
 * the time asked for is halved until it holds no more; a second that holds more is `partial`.
 */
export async function* listSent(
  settings: PostmarkSettings,
  options: ListSentMailsOptions,
): AsyncGenerator<ListSentMailsOutcome> {
  let from = new Date(options.from.getTime() - ZONES_DIFFER_MS);
  while (from < options.until) {
    const { listed, listedUntil } = await listPart(settings, { ...options, from });
    if (listed.outcome !== "listed") return yield listed;
    yield { ...listed, mails: listed.mails.filter(({ at }) => at >= options.from) };
    from = listedUntil;
  }
}

/** The beginning of a time, as much as can be shown. Pages may move while they are read: one mail is listed once, and fewer than are counted is `partial`. */
async function listPart(
  settings: PostmarkSettings,
  options: ListSentMailsOptions,
): Promise<{ listed: ListSentMailsOutcome; listedUntil: Date }> {
  const fromMs = options.from.getTime();
  let listedUntil = options.until;
  for (;;) {
    const ask = (offset: number) => askPage(settings, { ...options, until: listedUntil, offset });
    const first = await ask(0);
    if ("outcome" in first) return { listed: first, listedUntil };
    const spanMs = listedUntil.getTime() - fromMs;
    if (first.TotalCount > maxRows && spanMs > SHORTEST_MS) {
      listedUntil = new Date(fromMs + Math.max(SHORTEST_MS, Math.floor(spanMs / 2)));
      continue;
    }
    const mails = new Map(first.Messages.map((message) => [message.MessageID, toSentMail(message)]));
    for (let offset = pageRows; offset < Math.min(first.TotalCount, maxRows); offset += pageRows) {
      const page = await ask(offset);
      if ("outcome" in page) return { listed: page, listedUntil };
      for (const message of page.Messages) mails.set(message.MessageID, toSentMail(message));
    }
    const partial = mails.size < first.TotalCount;
    return { listed: { outcome: "listed", mails: [...mails.values()], partial }, listedUntil };
  }
}

async function askPage(
  settings: PostmarkSettings,
  asked: ListSentMailsOptions & { readonly offset: number },
): Promise<Page | Unanswered> {
  const { stream, from, until, offset, signal } = asked;
  const call = await callPostmark(settings, { deadline: startCallDeadline(20_000), signal }, (client) =>
    client.getOutboundMessages({
      ...{ count: pageRows, offset, messageStream: streamName(stream) },
      ...{ fromDate: from.toISOString(), toDate: until.toISOString() },
    }),
  );
  switch (call.kind) {
    case "refused":
      return { outcome: "account_problem", code: call.code, providerMessage: call.providerMessage };
    case "throttled":
      return { outcome: "throttled", retryAfterMs: call.retryAfterMs, providerMessage: call.providerMessage };
    case "too_late":
      return { outcome: "unavailable", providerMessage: "No answer in time" };
    case "unavailable":
      return { outcome: "unavailable", providerMessage: call.providerMessage };
    case "answered": {
      const page = pageSchema.safeParse(call.body);
      return page.success
        ? page.data
        : { outcome: "unavailable", providerMessage: "The provider's answer could not be read" };
    }
  }
}

function toSentMail({
  MessageID,
  ReceivedAt,
  Recipients,
  Tag,
  Metadata,
}: Page["Messages"][number]): SentMail {
  const { attempt = null, recipient = null, broadcast = null } = Metadata ?? {};
  return {
    ...{ providerMessageId: MessageID, at: ReceivedAt, to: Recipients[0] ?? "", tag: Tag || null },
    ...{ attemptId: attempt, recipientId: recipient, broadcastId: broadcast },
  };
}
