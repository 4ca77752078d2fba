import type { Server } from "../servers/server.ts";

/** Whether a request to this URL stays with us: this machine, or the host that receives our webhooks. Nothing else is ever called. */
export function isNear(url: string, server?: Server): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return false;
  if (hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname)) return true;
  return [server?.webhookUrl, server?.smsWebhookUrl].some(
    (own) => own !== undefined && new URL(own).hostname === hostname,
  );
}
