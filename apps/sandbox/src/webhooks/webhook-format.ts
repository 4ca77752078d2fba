import type { Occurrence } from "../events/occurrence.ts";
import { postmarkWebhook } from "../postmark/webhook.ts";
import type { Sandbox } from "../sandbox.ts";
import { twilioWebhook } from "../twilio/webhook.ts";

/** How one provider tells of an event: where, in which words, and what it does about silence. */
export interface WebhookFormat {
  /** Undefined where nobody listens. */
  urlOf(sandbox: Sandbox, event: Occurrence): string | undefined;
  /** Headers and body of a POST. */
  build(sandbox: Sandbox, event: Occurrence, url: string): { headers: Record<string, string>; body: string };
  /**
   * Milliseconds until it is told again, undefined when it is over.
   * @param status the receiver's, 0 when it did not answer
   * @param failures how often it failed before
   */
  againInMs(status: number, failures: number, scale: number): number | undefined;
}

/** The format of the provider that an event is one of. */
export function webhookFormat({ row, kind }: Occurrence): WebhookFormat {
  return row?.channel === "sms" || kind === "inbound" ? twilioWebhook : postmarkWebhook;
}
