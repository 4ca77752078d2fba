import { PackpostError } from "@packpost/core/errors";
import { getAuth } from "#web/server/auth/auth.ts";
import { readLimitedBody } from "#web/server/http/read-limited-body.ts";
import { route } from "#web/server/http/route.ts";

/** Better-auth's own endpoints: sign in, sign out, session. */
const handle = route("auth", async (request) => {
  if (request.method === "GET") return getAuth().handler(request);
  const body = await readLimitedBody(request, 64 * 1024);
  if (body === "too_large") throw new PackpostError("too_large", "The request is too large.");
  const { url, method, headers } = request;
  return getAuth().handler(new Request(url, { method, headers, body }));
});

export const dynamic = "force-dynamic";
export { handle as GET, handle as POST };
