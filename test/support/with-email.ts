import type { WorkerContext } from "@packpost/core/context";
import type { EmailProvider } from "@packpost/providers/email";

/** The context with parts of its mail provider, or all of it, answering otherwise. */
export function withEmail(ctx: WorkerContext, parts: Partial<EmailProvider>): WorkerContext {
  return { ...ctx, providerFor: async (channel) => ({ ...(await ctx.providerFor(channel)), ...parts }) };
}
