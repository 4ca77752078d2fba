import type { Meter } from "@packpost/core/metrics/meter";
import type { MetricName } from "@packpost/core/metrics/names";
import type { EmailProvider } from "@packpost/providers/email";
import type { Channel, Providers } from "@packpost/providers/providers";
import type { SendOutcome } from "@packpost/providers/send-outcome";
import type { SmsProvider } from "@packpost/providers/sms";
import type { ChooseProvider } from "./choose-provider.ts";

/** What a worker's processes count. */
export const workerMetrics = [
  ...([
    "packpost_provider_calls_total",
    "packpost_provider_call_seconds",
    "packpost_messages_total",
  ] as const),
  ...(["packpost_broken_invariants", "packpost_sending_held", "packpost_sending_stopped"] as const),
  ...(["packpost_open_calls", "packpost_oldest_open_call_seconds", "packpost_paused_broadcasts"] as const),
  ...(["packpost_waiting_deliveries", "packpost_oldest_waiting_delivery_seconds"] as const),
] as const satisfies readonly MetricName[];

/** Has every call to a provider counted and timed: what was asked for and what it came to, nothing of whom it was about. */
export function measureProviders(choose: ChooseProvider, meter: Meter): ChooseProvider {
  const call = async <T extends { readonly outcome: string }>(
    channel: Channel,
    name: "send" | "find",
    work: () => Promise<T>,
  ): Promise<T> => {
    const begunAt = performance.now();
    let outcome = "failed";
    try {
      const result = await work();
      outcome = result.outcome;
      return result;
    } finally {
      meter.observe(
        "packpost_provider_call_seconds",
        { channel, call: name },
        (performance.now() - begunAt) / 1000,
      );
      meter.count("packpost_provider_calls_total", { channel, call: name, outcome });
    }
  };
  const send = async (channel: Channel, work: () => Promise<SendOutcome>): Promise<SendOutcome> => {
    const sent = await call(channel, "send", work);
    if (sent.outcome !== "results") return sent;
    const statuses = new Map<string, number>();
    for (const { status } of sent.results) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    for (const [status, n] of statuses) meter.count("packpost_messages_total", { channel, status }, n);
    return sent;
  };
  const measured: { readonly [C in Channel]: (provider: Providers[C]) => Providers[C] } = {
    email: (email: EmailProvider) => ({
      ...email,
      sendBatch: (mails, options) => send("email", () => email.sendBatch(mails, options)),
      findByAttempt: (id, options) => call("email", "find", () => email.findByAttempt(id, options)),
    }),
    sms: (sms: SmsProvider) => ({
      ...sms,
      sendText: (text, options) => send("sms", () => sms.sendText(text, options)),
      findText: (text, options) => call("sms", "find", () => sms.findText(text, options)),
    }),
  };
  return async (ctx, channel) => measured[channel](await choose(ctx, channel));
}
