import { Resolver } from "node:dns/promises";

/** `none`: there is no such record; `unknown`: nobody answered. */
export type DnsAnswer =
  | { readonly outcome: "found"; readonly values: readonly string[] }
  | { readonly outcome: "none" }
  | { readonly outcome: "unknown"; readonly providerMessage: string };

/** Reads the DNS. Methods never throw. */
export interface DnsReader {
  txt(name: string): Promise<DnsAnswer>;
  cname(name: string): Promise<DnsAnswer>;
}

const absent = new Set(["ENOTFOUND", "ENODATA"]);

/** The resolver of this machine; an answer within about 6 seconds or none. */
export function systemDns(): DnsReader {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  return {
    txt: (name) => answer(async () => (await resolver.resolveTxt(name)).map((strings) => strings.join(""))),
    cname: (name) => answer(() => resolver.resolveCname(name)),
  };
}

const simulated = async (url: URL): Promise<DnsAnswer> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    const values: unknown = await response.json();
    if (!Array.isArray(values) || values.length === 0) return { outcome: "none" };
    return { outcome: "found", values: values.map(String) };
  } catch (error) {
    return { outcome: "unknown", providerMessage: String(error) };
  }
};

/** The simulator's own DNS: without real keys nobody outside is asked. */
export function simulatedDns(sandboxUrl: string, token: string): DnsReader {
  const ask = (type: string, name: string) =>
    simulated(new URL(`/_dns?${new URLSearchParams({ type, name, token })}`, sandboxUrl));
  return { txt: (name) => ask("TXT", name), cname: (name) => ask("CNAME", name) };
}

async function answer(resolve: () => Promise<string[]>): Promise<DnsAnswer> {
  try {
    const values = await resolve();
    return values.length === 0 ? { outcome: "none" } : { outcome: "found", values };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (absent.has(code)) return { outcome: "none" };
    return { outcome: "unknown", providerMessage: `The DNS did not answer (${code || String(error)})` };
  }
}
