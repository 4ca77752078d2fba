"use client";

import { useEffect, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { stopOffering } from "#web/components/second-step/passkey-offer.ts";
import { nextPath } from "./next-path.ts";
import classes from "./sign-in-form.module.css";

/** Signs in without a password: by the button, or by a passkey that the browser offers in the email field. What that takes is loaded later. */
export function PasskeyButton({ next }: { next: string | undefined }) {
  const [problem, setProblem] = useState<ShownError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void import("#web/components/second-step/offer-passkeys.ts")
      .then((module) => module.offerPasskeys())
      .then((answer) => {
        if (answer === null) return;
        if ("email" in answer) window.location.assign(nextPath(next));
        else setProblem(answer.problem);
      })
      // Without these scripts there is the button.
      .catch(() => undefined);
    return stopOffering;
  }, [next]);
  const press = async () => {
    setProblem(null);
    setBusy(true);
    const { signInByPasskey } = await import("#web/components/second-step/sign-in-doors.ts");
    const answer = await signInByPasskey();
    if ("email" in answer) return window.location.assign(nextPath(next));
    setProblem(answer.problem);
    setBusy(false);
  };
  return (
    <div className={classes.passkey}>
      {problem !== null && <ErrorNotice error={problem} />}
      <Button variant="default" size="md" fullWidth loading={busy} onClick={() => void press()}>
        Sign in with a passkey
      </Button>
    </div>
  );
}
