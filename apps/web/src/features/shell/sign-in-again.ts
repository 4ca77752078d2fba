import type { ShownError } from "#web/components/page/shown-error.ts";

/**
 * Signs in without leaving the page. Through the API: after a server action Next draws the page anew, by the cookies of
 * before, and would leave for the sign-in page with everything that was typed.
 *
 * @returns why it did not work; what the second step may be taken with; or null: signed in
 */
export async function signInAgain(
  email: string,
  password: string,
): Promise<{ problem: ShownError } | { secondStep: { passkey: boolean; authenticator: boolean } } | null> {
  let answer: Response;
  try {
    answer = await fetch("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
  } catch {
    return failed("Packpost cannot be reached.", "Check the connection, then try again.");
  }
  if (answer.ok) {
    const more = field(await answer.json().catch(() => null), "secondStep");
    if (typeof more !== "object" || more === null) return null;
    const has = (way: string) => field(more, way) === true;
    return { secondStep: { passkey: has("passkey"), authenticator: has("authenticator") } };
  }
  if (answer.status === 429 || answer.status === 503) {
    const told: unknown = await answer.json().catch(() => null);
    return failed(
      textIn(told, "message") ?? "Too many tries.",
      textIn(told, "nextStep") ?? "Wait a minute, then try again.",
    );
  }
  if (answer.status < 500)
    return failed(
      "This email and password do not match.",
      "If you have forgotten the password, ask an owner or admin of your organisation.",
    );
  return failed("Signing in does not work right now.", "Try again in a minute. Nothing of yours is lost.");
}

const failed = (message: string, nextStep: string) => ({ problem: { message, nextStep } });

function textIn(value: unknown, name: string): string | undefined {
  const text = field(value, name);
  return typeof text === "string" ? text : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
