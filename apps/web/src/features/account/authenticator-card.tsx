"use client";

import type { Factors } from "@packpost/core/second-factor/list-factors";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./account.module.css";
import { CodesDialog } from "./codes-dialog.tsx";
import { RemoveFactor } from "./remove-factor.tsx";
import { SetUpAuthenticator } from "./set-up-authenticator.tsx";

interface AuthenticatorCardProps {
  authenticator: Factors["authenticator"];
  /** It cannot be removed: the only second factor of somebody who needs one. */
  required: boolean;
}

/** The authenticator app of an account. */
export function AuthenticatorCard({ authenticator, required }: AuthenticatorCardProps) {
  const trpc = useTRPC();
  const begin = useMutation(trpc.account.factors.beginAuthenticator.mutationOptions());
  const [removing, setRemoving] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <Card
      title="Authenticator app"
      toolsBelow
      tools={
        authenticator === null ? (
          <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
            Set up an app
          </Button>
        ) : (
          <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
            Remove
          </Button>
        )
      }
    >
      {begin.error !== null && <ErrorNotice error={begin.error} />}
      <p className={classes.about}>
        {authenticator === null ? (
          "An app on your phone shows six digits that change every 30 seconds. They are asked for after your password."
        ) : (
          <>
            Since <Time at={authenticator.since} />
            {authenticator.lastUsedAt !== null && (
              <>
                {" "}
                · last used <Time at={authenticator.lastUsedAt} />
              </>
            )}
            . Its six digits are asked for after your password.
          </>
        )}
      </p>
      {begin.data !== undefined && authenticator === null && (
        <SetUpAuthenticator
          begun={begin.data}
          onDone={(made) => {
            begin.reset();
            setCodes(made);
          }}
          onClose={begin.reset}
        />
      )}
      {codes !== null && <CodesDialog codes={codes} onClose={() => setCodes(null)} />}
      {removing && (
        <RemoveFactor
          factor={{ factor: "authenticator" }}
          name="Authenticator app"
          only={required}
          onClose={() => setRemoving(false)}
        />
      )}
    </Card>
  );
}
