import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { signByPasskey } from "./sign-by-passkey.ts";

/** Who is signed in now, or why nobody is. `restart`: from the first step. */
type DoorAnswer = { readonly email: string } | { readonly problem: ShownError; readonly restart: boolean };

/** Signs in by a passkey alone, without leaving the page. */
export async function signInByPasskey(): Promise<DoorAnswer> {
  const asked = await knock("passkey-options", {});
  if ("problem" in asked) return asked;
  if (!isAsked(asked.told)) return failed(unexpected);
  const signed = await signByPasskey(asked.told);
  if ("problem" in signed) return { problem: signed.problem, restart: false };
  const { id, rawId, type, response } = signed.answer;
  return emailIn(await knock("passkey", { answer: { id, rawId, type, response } }));
}

/** Takes the second step by a code, without leaving the page. */
export async function signInByCode(code: string): Promise<DoorAnswer> {
  return emailIn(await knock("code", { code }));
}

/** Made by our own server for this very call; no zod on this page. */
function isAsked(told: unknown): told is PublicKeyCredentialRequestOptionsJSON {
  return textIn(told, "challenge") !== undefined;
}

type Told = { readonly told: unknown } | Extract<DoorAnswer, { problem: unknown }>;

function emailIn(answer: Told): DoorAnswer {
  return "problem" in answer ? answer : { email: textIn(answer.told, "email") ?? "" };
}

async function knock(door: string, body: object): Promise<Told> {
  const answer = await fetch(`/api/auth/sign-in/${door}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (answer === null)
    return failed({
      message: "Packpost cannot be reached.",
      nextStep: "Check the connection, then try again.",
    });
  const told: unknown = await answer.json().catch(() => null);
  if (answer.ok) return { told };
  const message = textIn(told, "message");
  if (answer.status >= 500 && answer.status !== 503) return failed(unexpected);
  return failed(
    message === undefined ? unexpected : { message, nextStep: textIn(told, "nextStep") },
    textIn(told, "code") === "TOO_LATE",
  );
}

const unexpected = {
  message: "Signing in does not work right now.",
  nextStep: "Try again in a minute. Nothing of yours is lost.",
};

const failed = (problem: ShownError, restart = false) => ({ problem, restart });

function textIn(value: unknown, name: string): string | undefined {
  const text: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof text === "string" ? text : undefined;
}
