import { PackpostError } from "@packpost/core/errors";
import { getAuth } from "#web/server/auth/auth.ts";
import { receiveBody } from "#web/server/http/receive-body.ts";
import { route } from "#web/server/http/route.ts";

/** An address with its password, from anybody at all. */
const limits = { maxBytes: 64 * 1024, silenceMs: 5_000, wholeMs: 10_000 };
/** What of better-auth the product uses over HTTP. Everything else is not there, before anything is counted or kept. */
const open = new Set(["POST /api/auth/sign-in/email"]);

/**
 * Better-auth's own endpoint to sign in, whose answer repeats the session's token: here it stands in the cookie alone.
 * Signing out is a server action.
 */
const handle = route("auth", async (request) => {
  const { url, method, headers } = request;
  if (!open.has(`${method} ${new URL(url).pathname}`))
    throw new PackpostError("not_found", "There is nothing under this address.");
  const body = await receiveBody(request, limits);
  if (body === "too_large") throw new PackpostError("too_large", "The request is too large.");
  if (typeof body === "string") throw new PackpostError("invalid_input", "The request did not come whole.");
  const answer = await getAuth().handler(new Request(url, { method, headers, body }));
  return answer.ok ? Response.json({}, { headers: cookiesOf(answer) }) : answer;
});

function cookiesOf(answer: Response): Headers {
  const headers = new Headers();
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return headers;
}

export const dynamic = "force-dynamic";
export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
