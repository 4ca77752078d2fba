import type { Twilio } from "twilio";
import * as z from "zod";
import { startCallDeadline } from "../call-deadline.ts";
import type { CallOutcome } from "../call-outcome.ts";
import type { AccountProblem } from "../send-outcome.ts";
import { callTwilio, type TwilioSettings } from "./call.ts";
import { explainTwilioError } from "./errors.ts";

const pageRows = 200;
const maxPages = 10;

const messageSchema = z.object({
  sid: z.string().min(1),
  direction: z.string(),
  from: z.string(),
  to: z.string(),
  body: z.string().nullable(),
  numMedia: z.coerce.number().catch(0),
  status: z.string(),
  dateCreated: z.date(),
});
export type ListedMessage = z.infer<typeof messageSchema>;

const pageSchema = z.object({ instances: z.array(messageSchema), nextPageUrl: z.string().optional() });

type Unanswered =
  | { readonly outcome: "throttled"; readonly retryAfterMs: number; readonly providerMessage: string }
  | { readonly outcome: "unavailable"; readonly providerMessage: string }
  | ({ readonly outcome: "account_problem" } & AccountProblem);

export type ListedMessages =
  | { readonly outcome: "listed"; readonly messages: readonly ListedMessage[]; readonly partial: boolean }
  | Unanswered;

/**
 * An account's messages by their two numbers, newest first, until they are older than `since`. Not by `DateSent`, which
 * a text that still waits in the queue does not have. `partial`: there were more pages, ten unless told otherwise.
 */
export async function listMessages(
  settings: TwilioSettings,
  asked: {
    readonly from?: string;
    readonly to?: string;
    readonly since: Date;
    readonly signal?: AbortSignal | undefined;
    /** Of 200 messages. */
    readonly mostPages?: number;
  },
): Promise<ListedMessages> {
  const { since, signal, mostPages = maxPages, ...numbers } = asked;
  const messages: ListedMessage[] = [];
  let ask = (client: Twilio): Promise<unknown> => client.messages.page({ ...numbers, pageSize: pageRows });
  for (let page = 0; page < mostPages; page += 1) {
    const call = await callTwilio(settings, { deadline: startCallDeadline(10_000), signal }, (client) =>
      ask(client),
    );
    if (call.kind !== "answered") return unanswered(call);
    const read = pageSchema.safeParse(call.body);
    if (!read.success)
      return { outcome: "unavailable", providerMessage: "The provider's answer could not be read" };
    const { instances, nextPageUrl } = read.data;
    const recent = instances.filter(({ dateCreated }) => dateCreated >= since);
    messages.push(...recent);
    if (nextPageUrl === undefined || recent.length < instances.length)
      return { outcome: "listed", messages, partial: false };
    ask = (client) => client.messages.getPage(nextPageUrl);
  }
  return { outcome: "listed", messages, partial: true };
}

/** Why a question had no answer. */
export function unanswered(call: Exclude<CallOutcome, { kind: "answered" }>): Unanswered {
  switch (call.kind) {
    case "refused":
      return {
        outcome: "account_problem",
        code: call.code,
        providerMessage: explainTwilioError(call.code, call.providerMessage).providerMessage,
      };
    case "throttled":
      return { outcome: "throttled", retryAfterMs: call.retryAfterMs, providerMessage: call.providerMessage };
    case "too_late":
      return { outcome: "unavailable", providerMessage: "No answer in time" };
    case "unavailable":
      return { outcome: "unavailable", providerMessage: call.providerMessage };
  }
}
