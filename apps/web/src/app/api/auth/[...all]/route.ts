import { PackpostError } from "@packpost/core/errors";
import { getAuth } from "#web/server/auth/auth.ts";
import { secondStepAnswer } from "#web/server/auth/second-step.ts";
import { receiveBody } from "#web/server/http/receive-body.ts";
import { route } from "#web/server/http/route.ts";

/** An address with its password, from anybody at all. */
const limits = { maxBytes: 64 * 1024, silenceMs: 5_000, wholeMs: 10_000 };
/** What of better-auth the product uses over HTTP. Everything else is not there, before anything is counted or kept. */
const open = new Set([
  "POST /api/auth/sign-in/email",
  "POST /api/auth/sign-in/code",
  "POST /api/auth/sign-in/passkey-options",
  "POST /api/auth/sign-in/passkey",
]);

/**
 * Better-auth's own endpoint to sign in, whose answer repeats the session's token: here it stands in the cookie alone. The others
 * are ours (second-step) and answer what may be read.
 * Signing out is a server action.
 */
const handle = route("auth", async (request) => {
  const { url, method, headers } = request;
  const { pathname } = new URL(url);
  if (!open.has(`${method} ${pathname}`))
    throw new PackpostError("not_found", "There is nothing under this address.");
  const body = await receiveBody(request, limits);
  if (body === "too_large") throw new PackpostError("too_large", "The request is too large.");
  if (typeof body === "string") throw new PackpostError("invalid_input", "The request did not come whole.");
  const answer = await getAuth().handler(new Request(url, { method, headers, body }));
  if (!answer.ok) return answer;
  const told: unknown = await answer.json();
  const isTold = !pathname.endsWith("/email") || secondStepAnswer.safeParse(told).success;
  return Response.json(isTold ? told : {}, { headers: cookiesOf(answer) });
});

function cookiesOf(answer: Response): Headers {
  const headers = new Headers();
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return headers;
}

export const dynamic = "force-dynamic";
export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
