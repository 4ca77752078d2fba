import type { Knobs } from "../faults/knobs.ts";
import { fractionOf } from "../ledger/hash-text.ts";
import type { Result } from "./call.ts";
import { notFound } from "./errors.ts";
import type { Query } from "./query.ts";

const spf = "v=spf1 a mx include:spf.mtasv.net ~all";
const returnPath = "pm.mtasv.net";

/**
 * GET `/domains` and `/domains/{id}` of the account API. Every domain one asks about is in the account and verified,
 * unless a knob says otherwise. https://postmarkapp.com/developer/api/domains-api
 */
export function domains(knobs: Knobs, names: Map<number, string>, id: string, query: Query): Result {
  if (id !== "") {
    const name = names.get(Number(id));
    return name === undefined ? notFound : { ok: details(knobs, name) };
  }
  const asked = query.get("name")?.toLowerCase();
  const listed = [...new Set([...Object.keys(knobs.domains), ...(asked ? [asked] : [])])].filter(
    (name) => knobs.domains[name]?.listed !== false,
  );
  for (const name of listed) names.set(idOf(name), name);
  return { ok: { TotalCount: listed.length, Domains: listed.map((name) => summary(knobs, name)) } };
}

/** What the DNS has, as far as senders need it: `GET /_dns?type=TXT&name=_dmarc.riverside.example`. */
export function dnsRecords(knobs: Knobs, type: string, name: string): string[] {
  const domain = name.replace(/^(_dmarc|_packpost|pm-bounces)\./, "");
  const knob = knobs.domains[domain] ?? {};
  if (type === "TXT" && name.startsWith("_dmarc.")) return knob.dmarc === false ? [] : ["v=DMARC1; p=none;"];
  if (type === "CNAME" && name.startsWith("pm-bounces."))
    return knob.returnPath === false ? [] : [returnPath];
  if (type === "TXT" && name.startsWith("_packpost.")) return [...(knob.proofs ?? [])];
  if (type === "TXT" && name === domain) return knob.spf === false ? [] : [spf];
  return [];
}

function summary(knobs: Knobs, name: string) {
  const { spf: hasSpf = true, dkim = true, returnPath: hasPath = true } = knobs.domains[name] ?? {};
  return {
    ID: idOf(name),
    Name: name,
    SPFVerified: hasSpf,
    DKIMVerified: dkim,
    WeakDKIM: false,
    ReturnPathDomainVerified: hasPath,
  };
}

function details(knobs: Knobs, name: string) {
  const known = summary(knobs, name);
  const record = {
    host: `20261122pm._domainkey.${name}`,
    value: "k=rsa;p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQ",
  };
  const [has, pending] = known.DKIMVerified
    ? [record, { host: "", value: "" }]
    : [{ host: "", value: "" }, record];
  return {
    ...known,
    SPFHost: name,
    SPFTextValue: spf,
    DKIMHost: has.host,
    DKIMTextValue: has.value,
    DKIMPendingHost: pending.host,
    DKIMPendingTextValue: pending.value,
    DKIMRevokedHost: "",
    DKIMRevokedTextValue: "",
    SafeToRemoveRevokedKeyFromDNS: false,
    DKIMUpdateStatus: known.DKIMVerified ? "Verified" : "Pending",
    ReturnPathDomain: `pm-bounces.${name}`,
    ReturnPathDomainCNAMEValue: returnPath,
  };
}

function idOf(name: string): number {
  return Math.floor(fractionOf(name) * 2 ** 31);
}
