"use client";

import { useQuery } from "@tanstack/react-query";
import { useActionState, useTransition } from "react";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { type ShownError, shownErrorOf } from "#web/components/page/shown-error.ts";
import { ProofForm, type Way } from "#web/components/second-step/proof-form.tsx";
import { signByPasskey } from "#web/components/second-step/sign-by-passkey.ts";
import { useTRPC, useTRPCClient } from "#web/trpc/client.tsx";
import type { WantedProof } from "#web/trpc/fresh-proof.ts";
import classes from "./sign-in-again-dialog.module.css";

interface FreshProofDialogProps {
  email: string;
  wanted: WantedProof;
  onAnswer: (proved: boolean) => void;
}

/** Asks whoever sits there to prove who they are, before what takes a fresh proof (O1). */
export function FreshProofDialog({ email, wanted, onAnswer }: FreshProofDialogProps) {
  const trpc = useTRPC();
  const { data: factors, error } = useQuery(trpc.account.factors.list.queryOptions());
  const ways: Way[] = [];
  if (factors !== undefined) {
    const { passkeys, authenticator, recoveryCodesLeft } = factors;
    const hasFactor = passkeys.length > 0 || authenticator !== null;
    if (passkeys.length > 0) ways.push("passkey");
    if (authenticator !== null) ways.push("app");
    if (wanted === "password" || !hasFactor) ways.push("password");
    if (hasFactor && recoveryCodesLeft > 0) ways.push("recovery");
  }
  const [first, ...others] = ways;
  return (
    <Dialog opened onClose={() => onAnswer(false)} title="Confirm that it is you" width={432}>
      <div className={classes.form}>
        <p className={classes.told}>
          {wanted === "factor"
            ? "This changes how your account is opened. Then it goes on where you were."
            : "This takes a proof every 15 minutes. Then it goes on where you were."}
        </p>
        {error !== null && <ErrorNotice error={error} />}
        {first !== undefined && (
          <Proof email={email} ways={[first, ...others]} onProved={() => onAnswer(true)} />
        )}
      </div>
    </Dialog>
  );
}

const wrong = {
  password: "This is not your password.",
  code: "This code is not right, or was used already.",
};

function Proof({ email, ways, onProved }: { email: string; ways: [Way, ...Way[]]; onProved: () => void }) {
  const { prove } = useTRPCClient().account;
  const [problem, action, pending] = useActionState(
    async (_: ShownError | null, data: FormData | "passkey"): Promise<ShownError | null> => {
      try {
        if (data === "passkey") {
          const made = await signByPasskey(await prove.beginPasskey.mutate());
          if ("problem" in made) return made.problem;
          const { id, rawId, type, response } = made.answer;
          if (type !== "public-key") return { message: "This is no passkey." };
          if ((await prove.byPasskey.mutate({ answer: { id, rawId, type, response } })) === "wrong")
            return { message: "This passkey is not one of your account's." };
        } else {
          const password = data.get("password");
          const proof =
            password === null
              ? await prove.byCode.mutate({ code: String(data.get("code")) })
              : await prove.byPassword.mutate({ password: String(password) });
          if (proof === "wrong") return { message: password === null ? wrong.code : wrong.password };
        }
        onProved();
        return null;
      } catch (error) {
        return shownErrorOf(error);
      }
    },
    null,
  );
  const [, start] = useTransition();
  return (
    <ProofForm
      ways={ways}
      action={action}
      onPasskey={() => start(() => action("passkey"))}
      pending={pending}
      problem={problem}
      label="Confirm"
    >
      <input type="hidden" name="username" value={email} autoComplete="username" />
    </ProofForm>
  );
}
