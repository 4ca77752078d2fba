import * as z from "zod";
import { startCallDeadline } from "../call-deadline.ts";
import type { FindOptions } from "../email.ts";
import type { FindOutcome, FoundMessage } from "../send-outcome.ts";
import { callPostmark, type PostmarkSettings } from "./call.ts";
import { streamName } from "./streams.ts";

const pageRows = 500;
/** Postmark refuses count + offset above this. */
const maxRows = 10_000;

const pageSchema = z.object({
  // Some answers have it as text; none, or null, is no count.
  TotalCount: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]),
  Messages: z.array(
    z.object({
      MessageID: z.string(),
      Status: z.string(),
      ReceivedAt: z.string(),
      Metadata: z.record(z.string(), z.string()).nullish(),
    }),
  ),
});

/**
 * Which mails of an attempt Postmark has (`GET /messages/outbound` by `metadata_attempt`, one field a query,
 * 500 rows a page). Its index lags behind `/email/batch`: absence is to be asked for twice.
 * Of two mails for one recipient the older one counts. An answer that counts more than it shows, or that shows mails
 * of others or without our ids, is `partial`.
 */
export async function findByAttempt(
  settings: PostmarkSettings,
  attemptId: string,
  options: Omit<FindOptions, "account">,
): Promise<FindOutcome> {
  const byRecipient = new Map<string, FoundMessage>();
  let partial = false;
  let shown = 0;
  // The largest of the pages' counts: they may contradict each other.
  let counted = 0;
  for (let offset = 0; offset < maxRows; offset += pageRows) {
    const call = await callPostmark(
      settings,
      { deadline: startCallDeadline(10_000), signal: options.signal },
      (client) =>
        client.getOutboundMessages({
          count: pageRows,
          offset,
          messageStream: streamName(options.stream),
          metadata_attempt: attemptId,
        }),
    );
    if (call.kind === "refused")
      return { outcome: "account_problem", code: call.code, providerMessage: call.providerMessage };
    if (call.kind === "throttled") {
      return { outcome: "throttled", retryAfterMs: call.retryAfterMs, providerMessage: call.providerMessage };
    }
    if (call.kind !== "answered") {
      return {
        outcome: "unavailable",
        providerMessage: call.kind === "too_late" ? "No answer in time" : call.providerMessage,
      };
    }
    const page = pageSchema.safeParse(call.body);
    if (!page.success)
      return { outcome: "unavailable", providerMessage: "The provider's answer could not be read" };
    for (const message of page.data.Messages) {
      // The filter is the provider's; believing it blindly would settle rows of another attempt. One that lets others
      // through may also leave ours out: who is missing is not absent.
      const { attempt, recipient } = message.Metadata ?? {};
      if (attempt !== attemptId || recipient === undefined) {
        partial = true;
        continue;
      }
      const at = instantOr(new Date(), message.ReceivedAt);
      const known = byRecipient.get(recipient);
      if (known && known.at <= at) continue;
      byRecipient.set(recipient, { providerMessageId: message.MessageID, status: message.Status, at });
    }
    shown += page.data.Messages.length;
    counted = Math.max(counted, page.data.TotalCount);
    if (page.data.Messages.length >= pageRows && offset + pageRows < counted) continue;
    partial ||= shown < counted;
    break;
  }
  if (partial && byRecipient.size === 0) {
    return {
      outcome: "unavailable",
      providerMessage: "The provider's search does not show what was asked for",
    };
  }
  return { outcome: "found", byRecipient, ...(partial && { partial }) };
}

/** A date that cannot be read must not hold up what the mail's being there proves. */
function instantOr(otherwise: Date, text: string): Date {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? otherwise : at;
}
