import { systemDns } from "../../dns.ts";
import type { DnsRecord, SenderPartReading } from "../../sender-domain.ts";
import type { PostmarkSettings } from "../call.ts";

/**
 * Looks for an organisation's own record at its sender's domain, or at one above it: a domain's set-up at the provider says
 * that mail may leave as it, not who may send it. Several organisations may have a record each. Never throws.
 * @param proof what the record says
 * @returns null where owners are not asked for (the simulator) and its DNS has no such record
 */
export async function readOwnerProof(
  settings: PostmarkSettings,
  domain: string,
  proof: string,
): Promise<SenderPartReading | null> {
  const dns = settings.dns ?? systemDns();
  const record: DnsRecord = { type: "TXT", host: `_packpost.${domain}`, value: `packpost-proof=${proof}` };
  const labels = domain.split(".");
  let some = false;
  for (let above = 0; above === 0 || above <= labels.length - 2; above += 1) {
    const answer = await dns.txt(`_packpost.${labels.slice(above).join(".")}`);
    if (answer.outcome === "unknown")
      return { part: "owner", state: "unknown", providerMessage: answer.providerMessage, record };
    if (answer.outcome !== "found") continue;
    some = true;
    if (answer.values.some((value) => value.trim() === record.value)) return { part: "owner", state: "ok" };
  }
  if (!some) return settings.ownersUnknown === true ? null : { part: "owner", state: "missing", record };
  const words = "There is a record for another organisation. Yours stands beside it, as a second one.";
  return { part: "owner", state: "missing", record, providerMessage: words };
}
