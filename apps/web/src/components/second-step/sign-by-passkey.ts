import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { loadLater } from "#web/trpc/load-later.ts";
import { stopOffering } from "./passkey-offer.ts";

type Signed<Answer> = { readonly answer: Answer } | { readonly problem: ShownError };

const load = () => loadLater(() => import("@simplewebauthn/browser"));

/** Has the browser sign with a passkey. The scripts come when it is pressed. */
export async function signByPasskey(optionsJSON: PublicKeyCredentialRequestOptionsJSON) {
  const { startAuthentication } = await load();
  return signed(() => startAuthentication({ optionsJSON }));
}

/** Has the browser make one. */
export async function makePasskey(optionsJSON: PublicKeyCredentialCreationOptionsJSON) {
  const { startRegistration } = await load();
  return signed(() => startRegistration({ optionsJSON }));
}

async function signed<Answer>(work: () => Promise<Answer>): Promise<Signed<Answer>> {
  if (window.PublicKeyCredential === undefined)
    return {
      problem: {
        message: "This browser knows no passkeys, or not at this address.",
        nextStep: "They need a browser of the last years, and https.",
      },
    };
  stopOffering();
  try {
    return { answer: await work() };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "InvalidStateError")
      return { problem: { message: "This device has a passkey for your account already." } };
    return {
      problem: { message: "No passkey was used.", nextStep: "Try again, or take another way." },
    };
  }
}
