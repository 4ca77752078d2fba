import { createHash } from "node:crypto";
import * as z from "zod";
import { startCallDeadline } from "../call-deadline.ts";
import type { EmailStream } from "../email.ts";
import { callPostmark, type PostmarkSettings } from "./call.ts";
import { streamName } from "./streams.ts";

const serverSchema = z.object({ ApiTokens: z.array(z.string()) });

/**
 * Names the server and the message stream that a call goes to and a search looks at: what one search does not show may be
 * in another. Half of a SHA-256, so that neither the token nor a guess at it can be read off; known without any call.
 */
export function fingerprintOf(serverToken: string, stream: EmailStream): string {
  return createHash("sha256")
    .update(`${serverToken}\n${streamName(stream)}`)
    .digest("hex")
    .slice(0, 32);
}

/**
 * Whether a call under another token's fingerprint went to the server that is asked now all the same: while its tokens are
 * changed a server has two, and `GET /server` lists them. No answer = not known.
 */
export async function isSameServer(
  settings: PostmarkSettings,
  account: string,
  { stream, signal }: { readonly stream: EmailStream; readonly signal?: AbortSignal | undefined },
): Promise<boolean> {
  const call = await callPostmark(settings, { deadline: startCallDeadline(10_000), signal }, (client) =>
    client.getServer(),
  );
  const server = call.kind === "answered" ? serverSchema.safeParse(call.body) : undefined;
  return server?.data?.ApiTokens.some((token) => fingerprintOf(token, stream) === account) ?? false;
}
