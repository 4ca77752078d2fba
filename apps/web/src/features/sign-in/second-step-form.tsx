"use client";

import { useState } from "react";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { ProofForm, type Way } from "#web/components/second-step/proof-form.tsx";
import { signInByPasskey } from "#web/components/second-step/sign-in-doors.ts";
import { nextPath } from "./next-path.ts";

interface SecondStepFormProps {
  ways: { readonly passkey: boolean; readonly authenticator: boolean };
  action: (data: FormData) => void;
  pending: boolean;
  problem: ShownError | null;
  next: string | undefined;
}

/** The password was right: now what somebody who has only learned it does not have. */
export function SecondStepForm({ ways, action, pending, problem, next }: SecondStepFormProps) {
  const [own, setOwn] = useState<{ busy: boolean; problem: ShownError | null }>({
    busy: false,
    problem: null,
  });
  const offered: Way[] = [];
  // The app first: its form works before the scripts have loaded.
  if (ways.authenticator) offered.push("app");
  if (ways.passkey) offered.push("passkey");
  const [first = "recovery", ...others] = offered;
  const press = async () => {
    setOwn({ busy: true, problem: null });
    const answer = await signInByPasskey();
    if ("email" in answer) return window.location.assign(nextPath(next));
    setOwn({ busy: false, problem: answer.problem });
  };
  return (
    <ProofForm
      ways={[first, ...others, "recovery"]}
      action={action}
      onPasskey={() => void press()}
      pending={pending || own.busy}
      problem={own.problem ?? problem}
      label="Sign in"
    >
      {next !== undefined && <input type="hidden" name="next" value={next} />}
    </ProofForm>
  );
}
