import { z } from "zod";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import { type PostmarkError, refusal } from "./errors.ts";
import { parseAddresses } from "./parse-addresses.ts";
import type { Query } from "./query.ts";

const MAX_PER_REQUEST = 50;
const bodySchema = z.object({ Suppressions: z.array(z.object({ EmailAddress: z.string() })) });

/**
 * GET `/message-streams/{stream}/suppressions/dump`.
 * https://postmarkapp.com/developer/api/suppressions-api
 */
export function dumpSuppressions(
  sandbox: Sandbox,
  server: Server,
  stream: string,
  query: Query,
): { ok: unknown } {
  const reason = query.get("suppressionreason");
  const origin = query.get("origin")?.toLowerCase();
  const address = query.get("emailaddress")?.toLowerCase();
  const from = query.instant("fromdate") ?? 0;
  const to = query.instant("todate") ?? Number.POSITIVE_INFINITY;
  const Suppressions = sandbox.suppressions
    .list(server.token, stream)
    .filter((entry) => !reason || entry.reason === reason)
    .filter((entry) => !origin || entry.origin.toLowerCase() === origin)
    .filter((entry) => !address || entry.address === address)
    .filter((entry) => Date.parse(entry.at) >= from && Date.parse(entry.at) <= to)
    .map((entry) => ({
      EmailAddress: entry.address,
      SuppressionReason: entry.reason,
      Origin: entry.origin,
      CreatedAt: entry.at,
    }));
  return { ok: { Suppressions } };
}

/** POST `…/suppressions` (create) and `…/suppressions/delete`; each address gets its own status. Complaints stay. */
export function changeSuppressions(
  sandbox: Sandbox,
  server: Server,
  stream: string,
  change: "create" | "delete",
  body: unknown,
): { ok: unknown } | PostmarkError {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success)
    return refusal(403, "Incompatible JSON: 'Suppressions' must be a list of 'EmailAddress'.");
  if (parsed.data.Suppressions.length > MAX_PER_REQUEST) {
    return refusal(600, `You can change at most ${MAX_PER_REQUEST} suppressions in a request.`);
  }
  const Suppressions = parsed.data.Suppressions.map(({ EmailAddress }) => {
    const failure = changeOne(sandbox, server.token, stream, change, EmailAddress);
    if (failure) return { EmailAddress, Status: "Failed", Message: failure };
    return { EmailAddress, Status: change === "create" ? "Suppressed" : "Deleted", Message: null };
  });
  return { ok: { Suppressions } };
}

function changeOne(
  sandbox: Sandbox,
  token: string,
  stream: string,
  change: "create" | "delete",
  given: string,
): string | undefined {
  const mailboxes = parseAddresses(given);
  if ("illegal" in mailboxes || mailboxes.length !== 1) return "An invalid email address was provided.";
  const address = given.trim().toLowerCase();
  const at = Date.now();
  const known = sandbox.suppressions.find(token, stream, address);
  if (change === "create") {
    if (known) return undefined;
    const entry = { token, stream, address, at: new Date(at).toISOString() };
    sandbox.suppressions.add({ ...entry, reason: "ManualSuppression", origin: "Customer" });
    sandbox.lifecycle.act({ kind: "suppressed-by-customer", at, token, stream, address });
    return undefined;
  }
  if (!known) return undefined;
  if (known.reason === "SpamComplaint") {
    return "You do not have the required authority to change this suppression.";
  }
  sandbox.suppressions.remove(known);
  sandbox.lifecycle.act({ kind: "reactivated", at, token, stream, address });
  return undefined;
}
