import { isNear } from "../http/is-near.ts";
import type { LedgerRow } from "../ledger/message.ts";
import type { Sandbox } from "../sandbox.ts";
import { type Message, readMessage } from "./message.ts";

export type OneClickResult =
  | { ok: true; status: number; url: string }
  | { ok: false; why: "no-header" | "not-one-click" | "far-host" | "unreachable"; url?: string };

/** The web address of a mail's List-Unsubscribe header, and whether RFC 8058 lets one press it. */
export function listUnsubscribe(message: Message): { url: string; oneClick: boolean } | undefined {
  const header = (name: string) => message.Headers?.find((each) => each.Name.toLowerCase() === name)?.Value;
  const url = /<(https?:[^>]+)>/i.exec(header("list-unsubscribe") ?? "")?.[1];
  if (!url) return undefined;
  const post = header("list-unsubscribe-post")?.trim() ?? "";
  return { url, oneClick: /^list-unsubscribe=one-click$/i.test(post) };
}

/** Unsubscribes as a mailbox provider does when its reader presses the button: the POST of RFC 8058, no cookies, no redirects. */
export async function pressOneClick(sandbox: Sandbox, row: LedgerRow): Promise<OneClickResult> {
  const found = listUnsubscribe(readMessage(sandbox.ledger, row));
  if (!found) return { ok: false, why: "no-header" };
  const { url, oneClick } = found;
  if (!oneClick) return { ok: false, why: "not-one-click", url };
  if (!isNear(url, sandbox.servers.get(row.token))) return { ok: false, why: "far-host", url };
  const status = await call(url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  return status === undefined ? { ok: false, why: "unreachable", url } : { ok: true, status, url };
}

/**
 * A link scanner follows every link of a mail with GET, also the unsubscribe link: a page that changes
 * something on GET is found out by it. Only this machine is visited.
 */
export function visitLink(link: string): void {
  if (isNear(link)) void call(link, {});
}

async function call(url: string, init: RequestInit): Promise<number | undefined> {
  try {
    const response = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(10_000) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
}
