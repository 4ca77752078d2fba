import type { ShownError } from "#web/components/page/shown-error.ts";

/**
 * Signs in without leaving the page. Through the API: after a server action Next draws the page anew, by the cookies of
 * before, and would leave for the sign-in page with everything that was typed.
 *
 * @returns why it did not work, or null
 */
export async function signInAgain(email: string, password: string): Promise<ShownError | null> {
  let answer: Response;
  try {
    answer = await fetch("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
  } catch {
    return { message: "Packpost cannot be reached.", nextStep: "Check the connection, then try again." };
  }
  if (answer.ok) return whyStillOut();
  if (answer.status === 429 || answer.status === 503) {
    const told: unknown = await answer.json().catch(() => null);
    return {
      message: textIn(told, "message") ?? "Too many tries.",
      nextStep: textIn(told, "nextStep") ?? "Wait a minute, then try again.",
    };
  }
  if (answer.status < 500)
    return {
      message: "This email and password do not match.",
      nextStep: "If you have forgotten the password, ask for a new one on the sign-in page.",
    };
  return {
    message: "Signing in does not work right now.",
    nextStep: "Try again in a minute. Nothing of yours is lost.",
  };
}

/** Whoever left the team has an account still, and would be asked for its password again and again. */
async function whyStillOut(): Promise<ShownError | null> {
  const answer = await fetch("/api/trpc/account.me").catch(() => null);
  if (answer?.status !== 401) return null;
  return {
    message: "You are not in this team any more.",
    nextStep: "If that surprises you, ask an owner or admin to invite you again.",
  };
}

function textIn(value: unknown, name: string): string | undefined {
  const text: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof text === "string" ? text : undefined;
}
