import { expect, it } from "vitest";
import type { DnsAnswer, DnsReader } from "../../dns.ts";
import { readDmarc, readReturnPath, readSpf } from "./sender-dns.ts";
import { readSenderDomain } from "./sender-domain.ts";

/** A DNS of these records: `TXT a.example` → values; everything else does not exist. */
function dnsOf(records: Record<string, string[] | "silent">): DnsReader {
  const look = async (type: string, name: string): Promise<DnsAnswer> => {
    const values = records[`${type} ${name}`];
    if (values === "silent")
      return { outcome: "unknown", providerMessage: "The DNS did not answer (ETIMEOUT)" };
    return values === undefined ? { outcome: "none" } : { outcome: "found", values };
  };
  return { txt: (name) => look("TXT", name), cname: (name) => look("CNAME", name) };
}

it("C17 SPF: names Postmark's servers; an existing record is extended, two are none, silence proves nothing", async () => {
  const spf = (...values: string[]) => readSpf(dnsOf({ "TXT a.example": values }), "a.example");
  expect(await spf("google=x", "v=spf1 include:spf.mtasv.net -all")).toEqual({ part: "spf", state: "ok" });
  expect(await spf("google=x")).toMatchObject({
    state: "missing",
    record: { type: "TXT", host: "a.example", value: "v=spf1 a mx include:spf.mtasv.net ~all" },
  });
  expect(await spf("v=spf1 include:_spf.google.com -all")).toMatchObject({
    state: "missing",
    record: { value: "v=spf1 include:spf.mtasv.net include:_spf.google.com -all" },
    providerMessage: expect.stringMatching(/replace/),
  });
  expect(await spf("v=spf1 -all", "v=spf1 include:spf.mtasv.net -all")).toMatchObject({ state: "missing" });
  expect(await readSpf(dnsOf({ "TXT a.example": "silent" }), "a.example")).toMatchObject({
    state: "unknown",
  });
});

it("C17 DMARC: of the domain or of one above it, with a policy", async () => {
  const dmarc = (records: Record<string, string[] | "silent">) => readDmarc(dnsOf(records), "news.a.example");
  expect(await dmarc({ "TXT _dmarc.news.a.example": ["v=DMARC1; p=none"] })).toMatchObject({ state: "ok" });
  expect(
    await dmarc({ "TXT _dmarc.a.example": ["v=DMARC1; rua=mailto:x@a.example; p=reject"] }),
  ).toMatchObject({
    state: "ok",
  });
  expect(await dmarc({ "TXT _dmarc.a.example": ["v=DMARC1"] })).toMatchObject({ state: "missing" });
  expect(await dmarc({ "TXT _dmarc.example": ["v=DMARC1; p=none"] })).toMatchObject({
    state: "missing",
    record: { host: "_dmarc.news.a.example", value: "v=DMARC1; p=none;" },
  });
  expect(await dmarc({ "TXT _dmarc.a.example": "silent" })).toMatchObject({ state: "unknown" });
});

it("C17 return path: the usual name leads to Postmark; another name cannot be seen, so nothing is missing", async () => {
  const path = (value: string) =>
    readReturnPath(dnsOf({ "CNAME pm-bounces.a.example": [value] }), "a.example");
  expect(await path("PM.mtasv.net.")).toEqual({ part: "return_path", state: "ok" });
  expect(await path("elsewhere.example")).toMatchObject({ state: "unknown", record: { type: "CNAME" } });
});

it("C17 without an account token only the DNS is asked, and DKIM cannot be known", async () => {
  const settings = { apiUrl: "http://127.0.0.1:1", serverToken: "x" };
  const dns = dnsOf({
    "CNAME pm-bounces.a.example": ["pm.mtasv.net"],
    "TXT _dmarc.a.example": ["v=DMARC1; p=none"],
  });
  const { source, parts } = await readSenderDomain({ ...settings, dns }, "a.example");
  expect(source).toBe("dns");
  expect(parts.map(({ part, state }) => [part, state])).toEqual([
    ["dkim", "unknown"],
    ["return_path", "ok"],
    ["spf", "ok"],
    ["dmarc", "ok"],
  ]);
  const cut = await readSenderDomain({ ...settings, accountToken: "y", dns }, "a.example");
  expect(cut).toMatchObject({ source: "dns", providerMessage: expect.any(String) });
});
