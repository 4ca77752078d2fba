import * as z from "zod";
import { startCallDeadline } from "../call-deadline.ts";
import { newWire } from "../call-outcome.ts";
import type { AccountCheck } from "../provider-account.ts";
import { callTwilio, type TwilioSettings } from "./call.ts";

const accountSchema = z.object({ sid: z.string(), status: z.string() });

/** Whether an auth token opens its account, and whether that one is active. */
export async function checkAccount(settings: TwilioSettings): Promise<AccountCheck> {
  const wire = newWire();
  const limits = { deadline: startCallDeadline(10_000), signal: undefined, wire };
  const call = await callTwilio(settings, limits, (client) =>
    client.api.v2010.accounts(settings.accountSid).fetch(),
  );
  if (call.kind === "answered") {
    const account = accountSchema.safeParse(call.body);
    if (!account.success) return { outcome: "unavailable", providerMessage: "The answer could not be read" };
    return account.data.status === "active"
      ? { outcome: "open", account: account.data.sid }
      : { outcome: "not_live", providerMessage: `The account is ${account.data.status}` };
  }
  const providerMessage = call.kind === "too_late" ? "No answer in time" : call.providerMessage;
  if (call.kind !== "refused") return { outcome: "unavailable", providerMessage };
  // An account that is not there, and one that the token does not open.
  if (wire.status === 401 || wire.status === 404) return { outcome: "wrong_key", providerMessage };
  return { outcome: wire.status === 403 ? "not_permitted" : "unavailable", providerMessage };
}
