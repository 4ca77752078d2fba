import * as z from "zod";
import { startCallDeadline } from "../call-deadline.ts";
import { newWire } from "../call-outcome.ts";
import type { AccountCheck } from "../provider-account.ts";
import { callPostmark, type PostmarkSettings } from "./call.ts";

const serverSchema = z.object({ ID: z.number(), DeliveryType: z.string().optional() });

/** Whether a token opens a server (`GET /server`), and whether that server's mail is delivered: one for tests keeps it. */
export async function checkAccount(settings: PostmarkSettings): Promise<AccountCheck> {
  const wire = newWire();
  const limits = { deadline: startCallDeadline(10_000), signal: undefined, wire };
  const call = await callPostmark(settings, limits, (client) => client.getServer());
  if (call.kind === "answered") {
    const server = serverSchema.safeParse(call.body);
    if (!server.success) return { outcome: "unavailable", providerMessage: "The answer could not be read" };
    return server.data.DeliveryType?.toLowerCase() === "sandbox"
      ? { outcome: "not_live", providerMessage: "The server is a sandbox: it delivers no mail" }
      : { outcome: "open", account: String(server.data.ID) };
  }
  const providerMessage = call.kind === "too_late" ? "No answer in time" : call.providerMessage;
  if (call.kind !== "refused") return { outcome: "unavailable", providerMessage };
  if (wire.status === 401) return { outcome: "wrong_key", providerMessage };
  return { outcome: wire.status === 403 ? "not_permitted" : "unavailable", providerMessage };
}
