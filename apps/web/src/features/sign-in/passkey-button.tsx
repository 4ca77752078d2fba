"use client";

import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { nextPath } from "./next-path.ts";
import classes from "./sign-in-form.module.css";

/** Signs in without a password. What that takes is loaded when it is pressed. */
export function PasskeyButton({ next }: { next: string | undefined }) {
  const [problem, setProblem] = useState<ShownError | null>(null);
  const [busy, setBusy] = useState(false);
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
