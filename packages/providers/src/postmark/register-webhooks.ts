import * as z from "zod";
import { startCallDeadline } from "../call-deadline.ts";
import type { CallOutcome } from "../call-outcome.ts";
import type { EmailWebhooks, RegisterOutcome } from "../provider-account.ts";
import { callPostmark, type PostmarkSettings } from "./call.ts";
import { streamName } from "./streams.ts";

const webhooksSchema = z.object({ Webhooks: z.array(z.object({ ID: z.number(), Url: z.string() })) });
const serverSchema = z.object({ InboundHookUrl: z.string().nullish() });

/** All that Postmark can report; what a mail does not track never comes. */
const triggers = {
  Delivery: { Enabled: true },
  Bounce: { Enabled: true, IncludeContent: false },
  SpamComplaint: { Enabled: true, IncludeContent: false },
  Open: { Enabled: true, PostFirstOpenOnly: false },
  Click: { Enabled: true },
  SubscriptionChange: { Enabled: true },
};

/**
 * Has the server report to us, on both streams, and hand over the mail that comes in. Twice is once: a webhook that leads to our path is
 * changed, not added to. An inbound webhook that leads to somebody else is left alone, and said.
 * @source postmarkapp.com/developer/api/webhooks-api, server-api
 */
export async function registerWebhooks(
  settings: PostmarkSettings,
  hooks: EmailWebhooks,
): Promise<RegisterOutcome> {
  const limits = { deadline: startCallDeadline(25_000), signal: undefined };
  const ask = <T>(schema: z.ZodType<T>, use: Parameters<typeof callPostmark>[2]) =>
    callPostmark(settings, limits, use).then((call) => read(call, schema));
  try {
    for (const stream of ["bulk", "transactional"] as const) {
      const MessageStream = streamName(stream);
      const { Webhooks } = await ask(webhooksSchema, (client) =>
        client.getWebhooks({ messageStream: MessageStream }),
      );
      const [ours, ...more] = Webhooks.filter(({ Url }) => leadsTo(Url, hooks.reportsUrl));
      const options = {
        ...{ Url: hooks.reportsUrl, HttpAuth: { Username: hooks.user, Password: hooks.password } },
        Triggers: triggers,
      };
      await ask(z.unknown(), (client) =>
        ours === undefined
          ? client.createWebhook({ ...options, MessageStream })
          : client.editWebhook(ours.ID, options),
      );
      for (const { ID } of more) await ask(z.unknown(), (client) => client.deleteWebhook(ID));
    }
    const { InboundHookUrl } = await ask(serverSchema, (client) => client.getServer());
    const inbound = new URL(hooks.inboundUrl);
    if (InboundHookUrl && !leadsTo(InboundHookUrl, hooks.inboundUrl))
      return {
        outcome: "registered",
        providerMessage: `Mail that comes in goes to ${URL.parse(InboundHookUrl)?.host ?? "another address"} already; that was left as it is.`,
      };
    inbound.username = hooks.user;
    inbound.password = hooks.password;
    await ask(z.unknown(), (client) => client.editServer({ InboundHookUrl: inbound.href }));
    return { outcome: "registered" };
  } catch (error) {
    if (error instanceof Unanswered) return error.outcome;
    throw error;
  }
}

class Unanswered extends Error {
  readonly outcome: Exclude<RegisterOutcome, { outcome: "registered" }>;

  constructor(outcome: Exclude<RegisterOutcome, { outcome: "registered" }>) {
    super(outcome.providerMessage);
    this.outcome = outcome;
  }
}

/** @throws {Unanswered} */
function read<T>(call: CallOutcome, schema: z.ZodType<T>): T {
  if (call.kind !== "answered") {
    const providerMessage = call.kind === "too_late" ? "No answer in time" : call.providerMessage;
    throw new Unanswered({ outcome: call.kind === "refused" ? "refused" : "unavailable", providerMessage });
  }
  const body = schema.safeParse(call.body);
  if (body.success) return body.data;
  throw new Unanswered({
    outcome: "unavailable",
    providerMessage: "The provider's answer could not be read",
  });
}

/** Whether an address is ours, on whichever host: the path names the organisation. */
function leadsTo(url: string, ours: string): boolean {
  return URL.parse(url)?.pathname === new URL(ours).pathname;
}
