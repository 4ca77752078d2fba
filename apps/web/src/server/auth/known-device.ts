import { createHash, randomBytes } from "node:crypto";

/** Signed by better-auth's secret; tells that somebody has signed in here, and nothing of who. */
export const deviceCookie = { name: "packpost.device", maxAgeSeconds: 400 * 86_400 };

/** A front desk's browser is many people's. */
const mostAccounts = 12;

/** A browser, and the accounts that were signed in to in it. */
export interface KnownDevice {
  readonly id: string;
  readonly accounts: readonly string[];
}

/** @param value the cookie's value with its signature checked */
export function readDevice(value: string | false | null): KnownDevice | null {
  const [, id, accounts] = /^([0-9a-f]{32})\.((?:[0-9a-f]{24},?)*)$/.exec(value || "") ?? [];
  return id === undefined ? null : { id, accounts: (accounts ?? "").split(",").filter(Boolean) };
}

/** Whether this account was signed in to in the browser. */
export function knows(device: KnownDevice | null, email: string): boolean {
  return device?.accounts.includes(accountMark(email)) ?? false;
}

/** The cookie's value once the account has been signed in to. */
export function rememberAccount(device: KnownDevice | null, email: string): string {
  const mark = accountMark(email);
  const others = (device?.accounts ?? []).filter((other) => other !== mark);
  const id = device?.id ?? randomBytes(16).toString("hex");
  return `${id}.${[mark, ...others].slice(0, mostAccounts).join(",")}`;
}

function accountMark(email: string): string {
  return createHash("sha256").update(`device ${email.trim().toLowerCase()}`).digest("hex").slice(0, 24);
}
