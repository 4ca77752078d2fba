"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./account.module.css";
import { CodesDialog } from "./codes-dialog.tsx";

/** What opens the account when a phone is lost. @param props.left how many are not used yet */
export function RecoveryCard({ left }: { left: number }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const renew = useMutation(
    trpc.account.factors.renewRecoveryCodes.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.account.factors.pathFilter()),
    }),
  );
  return (
    <Card
      title="Recovery codes"
      toolsBelow
      tools={
        <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>
          Make new codes
        </Button>
      }
    >
      {renew.error !== null && <ErrorNotice error={renew.error} />}
      <p className={classes.about}>
        {left === 0 ? "None is left" : `${left} of 10 are left`}. Each opens your account once, after your
        password, when your phone or key is lost. New codes end those before them.
      </p>
      {renew.data !== undefined && <CodesDialog codes={renew.data.recoveryCodes} onClose={renew.reset} />}
    </Card>
  );
}
