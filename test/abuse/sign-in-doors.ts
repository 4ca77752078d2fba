import { appUrl } from "../support/open-world.ts";

/** The proxy in front of the tests that trust one (TRUSTED_PROXIES). */
export const proxy = "10.9.9.9";

/** How a try reaches the door. */
export interface Try {
  readonly cookie?: string;
  /** The client's address as our proxy writes it. */
  readonly from?: string;
}

/** Posts a body to the sign-in as a browser or a script does; call it after openWeb. */
export async function post(body: string, { cookie, from }: Try = {}): Promise<Response> {
  const { POST } = await import("../../apps/web/src/app/api/auth/[...all]/route.ts");
  const headers = new Headers({ "content-type": "application/json", origin: appUrl });
  if (cookie !== undefined) headers.set("cookie", cookie);
  if (from !== undefined) headers.set("x-forwarded-for", `${from}, ${proxy}`);
  return POST(new Request(`${appUrl}/api/auth/sign-in/email`, { method: "POST", headers, body }), {});
}

/** Tries to sign in. */
export const signIn = (email: string, typed: string, options: Try = {}) =>
  post(JSON.stringify({ email, password: typed }), options);

/** Changes the password of whoever is signed in. */
export async function change(headers: Headers, current: string, wanted: string): Promise<Response> {
  const { POST } = await import("../../apps/web/src/app/api/trpc/[trpc]/route.ts");
  const request = new Request(`${appUrl}/api/trpc/account.changePassword`, {
    method: "POST",
    headers: {
      cookie: headers.get("cookie") ?? "",
      "content-type": "application/json",
      origin: appUrl,
    },
    body: JSON.stringify({ json: { current, wanted } }),
  });
  return POST(request);
}

/** @returns the address of whoever is signed in */
export async function emailOf(headers: Headers): Promise<string> {
  const { findStaff } = await import("../../apps/web/src/server/auth/find-staff.ts");
  return (await findStaff(headers))?.email ?? "";
}

/** @returns the cookies of an answer, to be sent back */
export const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

/** @returns the statuses of so many attempts, one after another */
export async function statuses(count: number, attempt: (at: number) => Promise<Response>): Promise<number[]> {
  const found: number[] = [];
  for (let at = 0; at < count; at += 1) found.push((await attempt(at)).status);
  return found;
}
