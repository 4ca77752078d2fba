import { z } from "zod";
import type { ActResult } from "../../control/act-result.ts";
import type { Sandbox } from "../../sandbox.ts";
import { postInbound } from "./inbound-mail.ts";

/** A mail of somebody whom nobody has written to. */
export const writeActSchema = z.strictObject({
  action: z.literal("write"),
  token: z.string(),
  from: z.string().min(3).max(320),
  subject: z.string().max(1_000).default(""),
  body: z.string().max(100_000),
  html: z.string().max(1_000_000).default(""),
});

/** Writes to a server's own address, as anybody can. */
export async function writeFirst(
  sandbox: Sandbox,
  { token, from, subject, body, html }: z.infer<typeof writeActSchema>,
): Promise<ActResult> {
  const server = sandbox.servers.get(token);
  if (server?.inboundAddress === undefined) return { ok: false, why: "Nobody takes mail for this server." };
  const { inboundAddress: place } = server;
  const to = place.includes("@") ? place : `help@${place}`;
  const status = await postInbound(server, { from, to, subject, text: body, html });
  return status === 200
    ? { ok: true, did: "written", status }
    : { ok: false, why: `The mail was not taken (${status || "no answer"}).` };
}
