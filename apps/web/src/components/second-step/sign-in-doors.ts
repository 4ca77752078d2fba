import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { signByPasskey } from "./sign-by-passkey.ts";

/** Who is signed in now, or why nobody is. `restart`: from the first step. */
export type DoorAnswer =
  | { readonly email: string }
  | { readonly problem: ShownError; readonly restart: boolean };

/** Signs in by a passkey alone, without leaving the page. */
export async function signInByPasskey(): Promise<DoorAnswer> {
  const asked = await askForPasskey();
  if ("problem" in asked) return asked;
  const signed = await signByPasskey(asked.options);
  return "problem" in signed ? failed(signed.problem) : enterByPasskey(signed.answer);
}

/** What a passkey is to sign. */
export async function askForPasskey(): Promise<{ readonly options: Asked } | Refused> {
  const asked = await knock("passkey-options", {});
  if ("problem" in asked) return asked;
  return isAsked(asked.told) ? { options: asked.told } : failed(unexpected);
}

/** Signs in by what a passkey has signed. */
export async function enterByPasskey({ id, rawId, type, response }: Signed): Promise<DoorAnswer> {
  return emailIn(await knock("passkey", { answer: { id, rawId, type, response } }));
}

/** Browser and library write extensions differently; we ask for none. */
type Asked = Omit<PublicKeyCredentialRequestOptionsJSON, "extensions">;

/** As browsers write it; the server looks at it. */
type Signed = {
  readonly id: string;
  readonly rawId: string;
  readonly type: string;
  readonly response: object;
};

/** Takes the second step by a code, without leaving the page. */
export async function signInByCode(code: string): Promise<DoorAnswer> {
  return emailIn(await knock("code", { code }));
}

/** Made by our own server for this very call; no zod on this page. */
function isAsked(told: unknown): told is Asked {
  return textIn(told, "challenge") !== undefined;
}

type Refused = Extract<DoorAnswer, { problem: unknown }>;
type Told = { readonly told: unknown } | Refused;

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

const failed = (problem: ShownError, restart = false): Refused => ({ problem, restart });

function textIn(value: unknown, name: string): string | undefined {
  const text: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof text === "string" ? text : undefined;
}
