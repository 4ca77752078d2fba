"use client";

import type { removeFactorSchema } from "@packpost/core/second-factor/change-factors";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./account.module.css";

interface RemoveFactorProps {
  factor: z.output<typeof removeFactorSchema>;
  name: string;
  /** It is wanted, and there is no other. */
  only: boolean;
  onClose: () => void;
}

/** Asks before a way of signing in is taken away (T66). */
export function RemoveFactor({ factor, name, only, onClose }: RemoveFactorProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const remove = useMutation(
    trpc.account.factors.remove.mutationOptions({
      onSuccess: async ({ outcome }) => {
        await client.invalidateQueries(trpc.account.factors.pathFilter());
        if (outcome === "removed") onClose();
      },
    }),
  );
  if (only || remove.data?.outcome === "only_one")
    return (
      <Dialog opened onClose={onClose} title={`“${name}” cannot be removed yet`} width={432}>
        <div className={classes.form}>
          <p>
            Your organisation asks owners and admins for a second factor, and this is your only one. Add
            another passkey or an authenticator app first.
          </p>
          <div className={classes.buttons}>
            <Button onClick={onClose} data-autofocus>
              Close
            </Button>
          </div>
        </div>
      </Dialog>
    );
  return (
    <Dialog opened onClose={onClose} title={`Remove “${name}”?`} width={432} locked={remove.isPending}>
      <div className={classes.form}>
        {remove.error !== null && <ErrorNotice error={remove.error} />}
        <p>
          It opens your account no more. Your password stays; what the device has kept can be deleted there.
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={remove.isPending}>
            Keep it
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(factor)} data-autofocus>
            Remove
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
