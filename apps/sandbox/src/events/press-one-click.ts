import type { Ledger } from "../ledger/ledger.ts";
import { readBody } from "../ledger/read-body.ts";
import type { LedgerRow } from "../ledger/row.ts";
import type { Message } from "../postmark/message.ts";
import type { Server } from "../servers/server.ts";
import { isNear } from "./near-host.ts";

export type OneClickResult =
  | { ok: true; status: number; url: string }
  | { ok: false; why: "no-header" | "not-one-click" | "far-host" | "unreachable"; url?: string };

/** The web address of a mail's List-Unsubscribe header, and whether RFC 8058 lets one press it. */
export function listUnsubscribe(message: Message): { url: string; oneClick: boolean } | undefined {
  const header = (name: string) => message.Headers?.find((each) => each.Name.toLowerCase() === name)?.Value;
  const url = /<(https?:[^>]+)>/i.exec(header("list-unsubscribe") ?? "")?.[1];
  if (!url) return undefined;
  return {
    url,
    oneClick: /^list-unsubscribe=one-click$/i.test(header("list-unsubscribe-post")?.trim() ?? ""),
  };
}

/** Unsubscribes as a mailbox provider does when its reader presses the button: the POST of RFC 8058, no cookies, no redirects. */
export async function pressOneClick(
  ledger: Ledger,
  server: Server | undefined,
  row: LedgerRow,
): Promise<OneClickResult> {
  const found = listUnsubscribe(readBody(ledger, row));
  if (!found) return { ok: false, why: "no-header" };
  const { url, oneClick } = found;
  if (!oneClick) return { ok: false, why: "not-one-click", url };
  if (!isNear(url, server)) return { ok: false, why: "far-host", url };
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    return { ok: true, status: response.status, url };
  } catch {
    return { ok: false, why: "unreachable", url };
  }
}
