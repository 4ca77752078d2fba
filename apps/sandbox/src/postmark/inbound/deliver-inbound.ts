import type { Sandbox } from "../../sandbox.ts";
import type { Server } from "../../servers/server.ts";
import type { Message } from "../message.ts";
import { bare, postInbound } from "./inbound-mail.ts";

/** A mail to a server's own inbound address is on its way as long. */
const ON_ITS_WAY_MS = 1_000;

/** A mail to an address whose mail a server takes comes in there, as its mail servers' records would lead it. */
export function deliverInbound(sandbox: Sandbox, message: Message): void {
  const to = bare(message.To ?? "").toLowerCase();
  const server = sandbox.servers.all().find((one) => takes(one, to));
  if (server === undefined) return;
  const mail = {
    ...{ from: message.From ?? "", to, subject: message.Subject ?? "", text: message.TextBody ?? "" },
    html: message.HtmlBody ?? "",
    headers: message.Headers ?? [],
  };
  setTimeout(() => void postInbound(server, mail), ON_ITS_WAY_MS).unref();
}

/** Whether mail to an address comes to a server: any of its domain, or its mailbox with whatever stands behind a plus. */
function takes({ inboundAddress, inboundUrl }: Server, to: string): boolean {
  if (inboundAddress === undefined || inboundUrl === undefined) return false;
  if (!inboundAddress.includes("@")) return to.endsWith(`@${inboundAddress}`);
  return to.replace(/\+[^@]*@/, "@") === inboundAddress;
}
