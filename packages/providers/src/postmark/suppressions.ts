import * as z from "zod";
import { startCallDeadline } from "../call-deadline.ts";
import type { CallOutcome } from "../call-outcome.ts";
import type {
  ChangeSuppressionsOutcome,
  EmailSuppression,
  EmailSuppressionList,
  ListSuppressionsOutcome,
} from "../email-suppressions.ts";
import { callPostmark, type PostmarkSettings } from "./call.ts";
import { streamName } from "./streams.ts";

/** Postmark changes at most so many in a request (postmarkapp.com/developer/api/suppressions-api). */
const mostInRequest = 50;
/** The list comes in one piece, however long it is. */
const callMs = 60_000;

const dumpSchema = z.object({
  Suppressions: z.array(
    z.object({
      EmailAddress: z.string(),
      SuppressionReason: z.string(),
      Origin: z.string().nullish(),
      CreatedAt: z.string(),
    }),
  ),
});
const changeSchema = z.object({
  Suppressions: z.array(
    z.object({ EmailAddress: z.string(), Status: z.string(), Message: z.string().nullish() }),
  ),
});

type Client = Parameters<Parameters<typeof callPostmark>[2]>[0];

/** Postmark's suppressions of one server. */
export function suppressionList(settings: PostmarkSettings): EmailSuppressionList {
  const call = (use: (client: Client) => Promise<unknown>): Promise<CallOutcome> =>
    callPostmark(settings, { deadline: startCallDeadline(callMs), signal: undefined }, use);
  return {
    list: async (stream) => readDump(await call((client) => client.getSuppressions(streamName(stream)))),
    find: async (stream, emailAddress) =>
      readDump(await call((client) => client.getSuppressions(streamName(stream), { emailAddress }))),
    add: (stream, addresses) =>
      changeAll(addresses, (Suppressions) =>
        call((client) => client.createSuppressions(streamName(stream), { Suppressions })),
      ),
    lift: (stream, addresses) =>
      changeAll(addresses, (Suppressions) =>
        call((client) => client.deleteSuppressions(streamName(stream), { Suppressions })),
      ),
  };
}

function readDump(answer: CallOutcome): ListSuppressionsOutcome {
  if (answer.kind !== "answered") return { outcome: "unavailable", providerMessage: plainTextOf(answer) };
  const dump = dumpSchema.safeParse(answer.body);
  if (!dump.success) return { outcome: "unavailable", providerMessage: unreadable };
  return {
    outcome: "listed",
    suppressions: dump.data.Suppressions.map((entry) => ({
      address: entry.EmailAddress.trim().toLowerCase(),
      reason: reasonOf(entry.SuppressionReason, entry.Origin ?? undefined),
      at: new Date(entry.CreatedAt),
    })),
  };
}

function reasonOf(reason: string, origin: string | undefined): EmailSuppression["reason"] {
  if (reason === "HardBounce") return "hard_bounce";
  if (reason === "SpamComplaint") return "complaint";
  return origin === "Recipient" ? "opt_out" : "by_hand";
}

async function changeAll(
  addresses: readonly string[],
  change: (portion: { EmailAddress: string }[]) => Promise<CallOutcome>,
): Promise<ChangeSuppressionsOutcome> {
  const refused = new Map<string, string>();
  for (let from = 0; from < addresses.length; from += mostInRequest) {
    const portion = addresses.slice(from, from + mostInRequest);
    const answer = await change(portion.map((EmailAddress) => ({ EmailAddress })));
    if (answer.kind !== "answered") return { outcome: "unavailable", providerMessage: plainTextOf(answer) };
    const changed = changeSchema.safeParse(answer.body);
    if (!changed.success) return { outcome: "unavailable", providerMessage: unreadable };
    for (const { EmailAddress, Status, Message } of changed.data.Suppressions) {
      if (Status === "Failed") refused.set(EmailAddress.toLowerCase(), Message ?? "Refused by the provider");
    }
  }
  return { outcome: "changed", refused };
}

const unreadable = "The provider's answer could not be read";

function plainTextOf(answer: Exclude<CallOutcome, { kind: "answered" }>): string {
  return answer.kind === "too_late" ? "No answer in time" : answer.providerMessage;
}
