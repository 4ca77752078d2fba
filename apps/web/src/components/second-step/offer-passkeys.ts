import { beginOffer } from "./passkey-offer.ts";
import { askForPasskey, type DoorAnswer, enterByPasskey } from "./sign-in-doors.ts";

/** What was asked is good for ten minutes. */
const askAgainMs = 9 * 60_000;

/**
 * Has the browser offer this device's passkeys in the email field, where it can: whoever chooses one is signed in. By the browser's own
 * parts, since one that offers them has these too.
 * @returns what came of it; null = nobody chose one, or it cannot be offered
 */
export async function offerPasskeys(): Promise<DoorAnswer | null> {
  const known = window.PublicKeyCredential;
  if (known?.isConditionalMediationAvailable === undefined) return null;
  if (known.parseRequestOptionsFromJSON === undefined) return null;
  const ended = beginOffer();
  if (!(await known.isConditionalMediationAvailable())) return null;
  while (!ended.aborted) {
    const asked = await askForPasskey();
    // Whoever presses the button is told why.
    if ("problem" in asked) return null;
    try {
      const chosen = await navigator.credentials.get({
        mediation: "conditional",
        publicKey: known.parseRequestOptionsFromJSON(asked.options),
        signal: AbortSignal.any([ended, AbortSignal.timeout(askAgainMs)]),
      });
      return chosen instanceof PublicKeyCredential ? enterByPasskey(chosen.toJSON()) : null;
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "TimeoutError") return null;
      await whenVisible();
    }
  }
  return null;
}

/** A tab that nobody looks at asks for nothing. */
function whenVisible(): Promise<void> {
  if (document.visibilityState === "visible") return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", () => resolve(), { once: true });
  });
}
