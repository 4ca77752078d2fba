import { z } from "zod";
import { appUrl, type TestOrganisation, type TestWorld } from "../support/open-world.ts";
import { signIn as signInNew } from "../support/sign-in.ts";
import { SoftAuthenticator, totpCode } from "../support/soft-authenticator.ts";
import { cookiesOf } from "./sign-in-doors.ts";

export const password = "a password of the tests";

/** Posts to a door of the sign-in; call it after openWeb. */
export async function knock(path: string, body: unknown, cookie = ""): Promise<Response> {
  const { POST } = await import("../../apps/web/src/app/api/auth/[...all]/route.ts");
  const headers = { "content-type": "application/json", origin: appUrl, cookie };
  const url = `${appUrl}/api/auth/sign-in/${path}`;
  return POST(new Request(url, { method: "POST", headers, body: JSON.stringify(body) }), {});
}

/** Calls a mutation with a session. */
export async function call(headers: Headers, path: string, input?: unknown): Promise<Response> {
  const { POST } = await import("../../apps/web/src/app/api/trpc/[trpc]/route.ts");
  return POST(
    new Request(`${appUrl}/api/trpc/${path}`, {
      method: "POST",
      headers: {
        cookie: headers.get("cookie") ?? "",
        "content-type": "application/json",
        origin: appUrl,
        "sec-fetch-site": "same-origin",
      },
      body: JSON.stringify({ json: input ?? null }),
    }),
  );
}

export async function query(headers: Headers, path: string, input?: unknown): Promise<Response> {
  const { GET } = await import("../../apps/web/src/app/api/trpc/[trpc]/route.ts");
  const asked = encodeURIComponent(JSON.stringify({ json: input ?? null }));
  return GET(new Request(`${appUrl}/api/trpc/${path}?input=${asked}`, { headers }));
}

/** What a procedure answered. @throws when it refused */
export async function dataOf<T>(answer: Response, schema: z.ZodType<T>): Promise<T> {
  const told: unknown = await answer.json();
  const whole = z.object({ result: z.object({ data: z.object({ json: schema }) }) }).safeParse(told);
  if (!whole.success) throw new Error(`${answer.status} ${JSON.stringify(told)}`);
  return whole.data.result.data.json;
}

/** The code of our error. */
export async function codeOf(answer: Response): Promise<string> {
  const told: unknown = await answer.json();
  const text = JSON.stringify(told);
  return (
    /"code":"(step_up_required|forbidden|rate_limited|conflict|not_found|invalid_input)"/.exec(text)?.[1] ??
    text
  );
}

const codes = z.array(z.string()).nullable();

/** Somebody of the staff who has just signed in. */
export async function newPerson(
  world: TestWorld,
  organisation: TestOrganisation,
  role: "owner" | "admin" | "senior",
) {
  const headers = await signInNew(world, organisation, role);
  const { findStaff } = await import("../../apps/web/src/server/auth/find-staff.ts");
  const staff = await findStaff(headers);
  if (staff === undefined) throw new Error("not signed in");
  return { headers, email: staff.email, userId: staff.userId, sessionId: staff.sessionId };
}

/** Gives whoever is signed in an authenticator app. @returns its secret, and the recovery codes if they came with it */
export async function addApp(headers: Headers) {
  const { secret } = await dataOf(
    await call(headers, "account.factors.beginAuthenticator"),
    z.object({ secret: z.string() }),
  );
  const done = await call(headers, "account.factors.confirmAuthenticator", { code: totpCode(secret, -1) });
  const { recoveryCodes } = await dataOf(
    done,
    z.object({ outcome: z.literal("confirmed"), recoveryCodes: codes }),
  );
  return { secret, recoveryCodes: recoveryCodes ?? [] };
}

const creation = z.object({ challenge: z.string(), rp: z.object({ id: z.string() }) });

/** Gives whoever is signed in a passkey. */
export async function addPasskey(headers: Headers, key = new SoftAuthenticator(appUrl)) {
  const options = await dataOf(await call(headers, "account.factors.beginPasskey"), creation);
  const answer = await call(headers, "account.factors.addPasskey", {
    answer: key.create(options),
  });
  const added = z.object({
    outcome: z.literal("added"),
    passkeyId: z.string(),
    name: z.string(),
    recoveryCodes: codes,
  });
  return { key, ...(await dataOf(answer, added)) };
}

/** What a passkey is to sign at the door. */
export async function passkeyOptions() {
  const answer = await knock("passkey-options", {});
  return z.object({ challenge: z.string(), rpId: z.string() }).parse(await answer.json());
}

/** The first step: the right password of somebody with a second factor. @returns the cookies for the second step */
export async function firstStep(email: string, typed = password): Promise<string> {
  const answer = await knock("email", { email, password: typed });
  const told = z.object({ secondStep: z.object({ passkey: z.boolean(), authenticator: z.boolean() }) });
  told.parse(await answer.json());
  return cookiesOf(answer);
}

/** Who a door's answer has signed in; "" = nobody. */
export async function whoIs(answer: Response): Promise<string> {
  const { findStaff } = await import("../../apps/web/src/server/auth/find-staff.ts");
  return (await findStaff(new Headers({ cookie: cookiesOf(answer) })))?.email ?? "";
}
