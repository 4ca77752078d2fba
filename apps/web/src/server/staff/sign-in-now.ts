import { getAuth } from "#web/server/auth/auth.ts";
import { log } from "#web/server/log.ts";

/**
 * Signs in whoever has just made an account, as the sign-in form would: with its counts and its cookies.
 * @returns what gives the browser its cookies; null when it did not work, and one signs in by hand
 */
export async function signInNow(
  request: Request,
  credentials: { readonly email: string; readonly password: string },
): Promise<Headers | null> {
  const address = new URL("/api/auth/sign-in/email", request.url);
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const answer = await getAuth()
    .handler(new Request(address, { method: "POST", headers, body: JSON.stringify(credentials) }))
    .catch((error: unknown) => {
      log.error({ err: error }, "somebody who joined was not signed in");
      return null;
    });
  if (!answer?.ok) return null;
  const cookies = new Headers();
  for (const cookie of answer.headers.getSetCookie()) cookies.append("set-cookie", cookie);
  return cookies;
}
