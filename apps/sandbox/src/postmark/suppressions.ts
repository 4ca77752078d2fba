import { z } from "zod";
import { parseJson } from "../http/read-body.ts";
import type { Call, Result } from "./call.ts";
import { refusal } from "./errors.ts";
import { parseAddresses } from "./parse-addresses.ts";
import { noStream } from "./streams.ts";

const MAX_PER_REQUEST = 50;
const bodySchema = z.object({ Suppressions: z.array(z.object({ EmailAddress: z.string() })) });

/**
 * GET `/message-streams/{stream}/suppressions/dump`.
 * https://postmarkapp.com/developer/api/suppressions-api
 */
export function dumpSuppressions({ sandbox, server, query, param }: Call): Result {
  if (!sandbox.servers.stream(server, param("stream"))) return noStream;
  const reason = query.get("suppressionreason");
  const origin = query.get("origin")?.toLowerCase();
  const address = query.get("emailaddress")?.toLowerCase();
  const from = query.instant("fromdate") ?? 0;
  const to = query.instant("todate") ?? Number.POSITIVE_INFINITY;
  const Suppressions = sandbox.suppressions
    .list(server.token, param("stream"))
    .filter((entry) => !reason || entry.reason === reason)
    .filter((entry) => !origin || entry.origin.toLowerCase() === origin)
    .filter((entry) => !address || entry.address === address)
    .filter((entry) => entry.at >= from && entry.at <= to)
    .map((entry) => ({
      EmailAddress: entry.address,
      SuppressionReason: entry.reason,
      Origin: entry.origin,
      CreatedAt: new Date(entry.at).toISOString(),
    }));
  return { ok: { Suppressions } };
}

/** POST `…/suppressions`; each address gets its own status. */
export function createSuppressions(call: Call): Result {
  return change(call, "Suppressed", (address) => {
    const { suppressions, events } = call.sandbox;
    const [token, stream, at] = [call.server.token, call.param("stream"), Date.now()];
    if (suppressions.find(token, stream, address)) return undefined;
    suppressions.add({ token, stream, address, reason: "ManualSuppression", origin: "Customer", at });
    events.act({ kind: "suppressed-by-customer", atMs: at, token, stream, address });
    return undefined;
  });
}

/** POST `…/suppressions/delete`; each address gets its own status. Complaints stay. */
export function deleteSuppressions(call: Call): Result {
  return change(call, "Deleted", (address) => {
    const { suppressions, events } = call.sandbox;
    const known = suppressions.find(call.server.token, call.param("stream"), address);
    if (!known) return undefined;
    if (known.reason === "SpamComplaint")
      return "You do not have the required authority to change this suppression.";
    suppressions.remove(known);
    const { token, stream } = known;
    events.act({ kind: "reactivated", atMs: Date.now(), token, stream, address });
    return undefined;
  });
}

/** @param one changes one address; answers why it cannot */
function change(call: Call, Done: string, one: (address: string) => string | undefined): Result {
  if (!call.sandbox.servers.stream(call.server, call.param("stream"))) return noStream;
  const parsed = bodySchema.safeParse(parseJson(call.raw));
  if (!parsed.success)
    return refusal(403, "Incompatible JSON: 'Suppressions' must be a list of 'EmailAddress'.");
  if (parsed.data.Suppressions.length > MAX_PER_REQUEST)
    return refusal(600, `You can change at most ${MAX_PER_REQUEST} suppressions in a request.`);
  const Suppressions = parsed.data.Suppressions.map(({ EmailAddress }) => {
    const mailboxes = parseAddresses(EmailAddress);
    const isAddress = !("illegal" in mailboxes) && mailboxes.length === 1;
    const why = isAddress ? one(EmailAddress.trim().toLowerCase()) : "An invalid email address was provided.";
    return why === undefined
      ? { EmailAddress, Status: Done, Message: null }
      : { EmailAddress, Status: "Failed", Message: why };
  });
  return { ok: { Suppressions } };
}
