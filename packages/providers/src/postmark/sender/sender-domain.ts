import * as z from "zod";
import { startCallDeadline } from "../../call-deadline.ts";
import type { CallOutcome } from "../../call-outcome.ts";
import { type DnsReader, systemDns } from "../../dns.ts";
import type { SenderDomainReading, SenderPartReading } from "../../sender-domain.ts";
import { callAccount, type PostmarkSettings } from "../call.ts";
import { readDmarc, readReturnPath, readSpf, returnPathRecord } from "./sender-dns.ts";

const callMs = 15_000;
const pageSize = 500;

const listSchema = z.object({
  TotalCount: z.number(),
  Domains: z.array(z.object({ ID: z.number(), Name: z.string() })),
});
const text = z.string().nullish();
const domainSchema = z.object({
  SPFVerified: z.boolean().nullish(),
  DKIMVerified: z.boolean(),
  DKIMHost: text,
  DKIMTextValue: text,
  DKIMPendingHost: text,
  DKIMPendingTextValue: text,
  ReturnPathDomain: text,
  ReturnPathDomainVerified: z.boolean(),
  ReturnPathDomainCNAMEValue: text,
});
type Domain = z.infer<typeof domainSchema>;

type Asked = { domain: Domain } | { domain: null; listed: false } | { unavailable: string };

/**
 * Whether a sender's domain is set up (C17). With an account token Postmark itself says it of DKIM and return path; the
 * rest, and everything without a token, is read from the DNS. Its DKIM selector cannot be guessed, and a return path may
 * have any name, so without the token those may be unknown. Never throws.
 * @param domain lower case, e.g. `riverside.example`
 */
export async function readSenderDomain(
  settings: PostmarkSettings,
  domain: string,
): Promise<SenderDomainReading> {
  const dns = settings.dns ?? systemDns();
  const asked = settings.accountToken === undefined ? null : await askAccount(settings, domain);
  if (asked === null) return { source: "dns", parts: await fromDns(dns, domain, noToken) };
  if ("unavailable" in asked) {
    const words = asked.unavailable;
    return { source: "dns", parts: await fromDns(dns, domain, notAsked), providerMessage: words };
  }
  if (asked.domain === null) {
    const dkim: SenderPartReading = { part: "dkim", state: "missing", providerMessage: notListed };
    const returnPath: SenderPartReading = {
      part: "return_path",
      state: "missing",
      record: returnPathRecord(domain),
    };
    const rest = await Promise.all([readSpf(dns, domain), readDmarc(dns, domain)]);
    return { source: "account", parts: [dkim, returnPath, ...rest] };
  }
  const returnPath = returnPathOf(asked.domain, domain);
  // Mail carries the return path's domain as its envelope sender: SPF is looked up there, and is Postmark's.
  const spf: SenderPartReading =
    returnPath.state === "ok" || asked.domain.SPFVerified === true
      ? { part: "spf", state: "ok" }
      : await readSpf(dns, domain);
  return { source: "account", parts: [dkimOf(asked.domain), returnPath, spf, await readDmarc(dns, domain)] };
}

const noToken =
  "Only Postmark knows the name of its DKIM record. Look in Postmark under Sender Signatures, or set POSTMARK_ACCOUNT_TOKEN.";
const notAsked = "Postmark's account could not be asked just now.";
const notListed =
  "The domain is not in your Postmark account. Add it there under Sender Signatures; it then shows the DKIM record.";

async function fromDns(dns: DnsReader, domain: string, words: string): Promise<SenderPartReading[]> {
  const [returnPath, spf, dmarc] = await Promise.all([
    readReturnPath(dns, domain),
    readSpf(dns, domain),
    readDmarc(dns, domain),
  ]);
  return [
    { part: "dkim", state: "unknown", providerMessage: words },
    returnPath,
    returnPath.state === "ok" ? { part: "spf", state: "ok" } : spf,
    dmarc,
  ];
}

function dkimOf(domain: Domain): SenderPartReading {
  if (domain.DKIMVerified) return { part: "dkim", state: "ok" };
  const host = domain.DKIMPendingHost || domain.DKIMHost;
  const value = domain.DKIMPendingTextValue || domain.DKIMTextValue;
  return { part: "dkim", state: "missing", ...(host && value && { record: { type: "TXT", host, value } }) };
}

function returnPathOf(domain: Domain, name: string): SenderPartReading {
  if (domain.ReturnPathDomainVerified) return { part: "return_path", state: "ok" };
  const usual = returnPathRecord(name);
  const record = {
    ...usual,
    host: domain.ReturnPathDomain || usual.host,
    value: domain.ReturnPathDomainCNAMEValue || usual.value,
  };
  return { part: "return_path", state: "missing", record };
}

/** The account's entry for the domain, else for the nearest domain above it. */
async function askAccount(settings: PostmarkSettings, name: string): Promise<Asked> {
  const found = new Map<string, number>();
  for (let offset = 0; ; offset += pageSize) {
    // Postmark has no search by name and ignores it; the simulator lists the domain that is asked for.
    const filter = { count: pageSize, offset, name };
    const answer = await callAccount(settings, limits(), (client) => client.getDomains(filter));
    if (answer.kind !== "answered") return { unavailable: plainTextOf(answer) };
    const list = listSchema.safeParse(answer.body);
    if (!list.success) return { unavailable: unreadable };
    for (const { ID, Name } of list.data.Domains) found.set(Name.toLowerCase(), ID);
    if (found.has(name) || offset + pageSize >= list.data.TotalCount) break;
  }
  const id = namesAbove(name)
    .map((each) => found.get(each))
    .find((each) => each !== undefined);
  if (id === undefined) return { domain: null, listed: false };
  const answer = await callAccount(settings, limits(), (client) => client.getDomain(id));
  if (answer.kind !== "answered") return { unavailable: plainTextOf(answer) };
  const domain = domainSchema.safeParse(answer.body);
  return domain.success ? { domain: domain.data } : { unavailable: unreadable };
}

/** `a.b.c` → itself, `b.c`; a top-level domain is nobody's. */
function namesAbove(name: string): string[] {
  const labels = name.split(".");
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
}

const limits = () => ({ deadline: startCallDeadline(callMs), signal: undefined });
const unreadable = "Postmark's answer could not be read";

function plainTextOf(answer: Exclude<CallOutcome, { kind: "answered" }>): string {
  return answer.kind === "too_late" ? "Postmark did not answer in time" : answer.providerMessage;
}
