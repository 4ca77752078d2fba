import type { EmailProvider } from "@packpost/providers/email";
import type { Channel, Providers } from "@packpost/providers/providers";
import type { SmsProvider } from "@packpost/providers/sms";
import type { ChooseProvider } from "../../apps/worker/src/choose-provider.ts";

/** The same choice, with its mail provider changed by a test, and its provider of texts if wanted. */
export function wrapEmail(
  choose: ChooseProvider,
  change: (email: EmailProvider) => EmailProvider,
  changeSms: (sms: SmsProvider) => SmsProvider = (sms) => sms,
): ChooseProvider {
  const each: { [C in Channel]: (ctx: Parameters<ChooseProvider>[0]) => Promise<Providers[C]> } = {
    email: async (ctx) => change(await choose(ctx, "email")),
    sms: async (ctx) => changeSms(await choose(ctx, "sms")),
  };
  return (ctx, channel) => each[channel](ctx);
}
