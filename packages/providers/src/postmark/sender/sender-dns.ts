import type { DnsReader } from "../../dns.ts";
import type { DnsRecord, SenderPartReading } from "../../sender-domain.ts";

/** Where Postmark's return path leads, and the SPF record that names its servers (postmarkapp.com/support/article/910). */
const returnPathTarget = "pm.mtasv.net";
const spfInclude = "include:spf.mtasv.net";

/** The return path as Postmark proposes it. */
export function returnPathRecord(domain: string): DnsRecord {
  return { type: "CNAME", host: `pm-bounces.${domain}`, value: returnPathTarget };
}

/** A return path of the usual name. Another name is possible, so its absence proves nothing. */
export async function readReturnPath(dns: DnsReader, domain: string): Promise<SenderPartReading> {
  const record = returnPathRecord(domain);
  const answer = await dns.cname(record.host);
  if (answer.outcome === "found" && answer.values.some((value) => trimmed(value) === returnPathTarget))
    return { part: "return_path", state: "ok" };
  if (answer.outcome === "unknown")
    return { part: "return_path", state: "unknown", providerMessage: answer.providerMessage };
  const words = `Nothing of Postmark's is at ${record.host}; a return path of another name cannot be seen from here.`;
  return { part: "return_path", state: "unknown", providerMessage: words, record };
}

/** SPF (RFC 7208): one record of the domain that names Postmark's servers. */
export async function readSpf(dns: DnsReader, domain: string): Promise<SenderPartReading> {
  const answer = await dns.txt(domain);
  if (answer.outcome === "unknown")
    return { part: "spf", state: "unknown", providerMessage: answer.providerMessage };
  const records =
    answer.outcome === "none" ? [] : answer.values.filter((value) => /^v=spf1(\s|$)/i.test(value));
  const [first] = records;
  if (records.length > 1) {
    const words = `The domain has ${records.length} SPF records, so receivers ignore all of them. Make one of them.`;
    return { part: "spf", state: "missing", providerMessage: words };
  }
  if (first?.toLowerCase().split(/\s+/).includes(spfInclude)) return { part: "spf", state: "ok" };
  const value =
    first === undefined ? `v=spf1 a mx ${spfInclude} ~all` : first.replace(/^(v=spf1)/i, `$1 ${spfInclude}`);
  const words =
    first === undefined ? undefined : "The domain has an SPF record already: replace it with this one.";
  return {
    part: "spf",
    state: "missing",
    record: { type: "TXT", host: domain, value },
    ...(words && { providerMessage: words }),
  };
}

/** DMARC (RFC 7489): a policy of the domain itself, or of one above it. */
export async function readDmarc(dns: DnsReader, domain: string): Promise<SenderPartReading> {
  const labels = domain.split(".");
  for (let above = 0; above === 0 || above <= labels.length - 2; above += 1) {
    const answer = await dns.txt(`_dmarc.${labels.slice(above).join(".")}`);
    if (answer.outcome === "unknown")
      return { part: "dmarc", state: "unknown", providerMessage: answer.providerMessage };
    if (answer.outcome === "found" && answer.values.some((value) => /^v=DMARC1\s*;.*\bp\s*=/i.test(value)))
      return { part: "dmarc", state: "ok" };
  }
  const record: DnsRecord = { type: "TXT", host: `_dmarc.${domain}`, value: "v=DMARC1; p=none;" };
  return { part: "dmarc", state: "missing", record };
}

const trimmed = (name: string) => name.toLowerCase().replace(/\.$/, "");
