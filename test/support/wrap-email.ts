import type { EmailProvider } from "@packpost/providers/email";
import type { Channel, Providers } from "@packpost/providers/providers";
import type { ChooseProvider } from "../../apps/worker/src/choose-provider.ts";

/** The same choice, with its mail provider changed by a test. */
export function wrapEmail(
  choose: ChooseProvider,
  change: (email: EmailProvider) => EmailProvider,
): ChooseProvider {
  const each: { [C in Channel]: (ctx: Parameters<ChooseProvider>[0]) => Promise<Providers[C]> } = {
    email: async (ctx) => change(await choose(ctx, "email")),
    sms: (ctx) => choose(ctx, "sms"),
  };
  return (ctx, channel) => each[channel](ctx);
}
