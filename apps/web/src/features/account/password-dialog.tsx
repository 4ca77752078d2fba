"use client";

import { PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./account.module.css";

interface PasswordDialogProps {
  email: string;
  onClose: () => void;
}

const eye = { "aria-label": "Show the password" };

/** A new password for whoever is signed in (O1). */
export function PasswordDialog({ email, onClose }: PasswordDialogProps) {
  const trpc = useTRPC();
  const change = useMutation(trpc.account.changePassword.mutationOptions());
  const send = (data: FormData) =>
    change.mutate({ current: String(data.get("current")), wanted: String(data.get("wanted")) });
  return (
    <Dialog opened onClose={onClose} title="Change password" width={432}>
      {change.isSuccess ? (
        <div className={classes.form} role="status">
          <p>
            Your password is changed.{" "}
            {change.data.endedSessions > 0 && "Everywhere else you are signed out now."}
          </p>
          <Button onClick={onClose} data-autofocus>
            Close
          </Button>
        </div>
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            send(new FormData(event.currentTarget));
          }}
        >
          {change.error !== null && <ErrorNotice error={change.error} />}
          <input type="hidden" name="username" value={email} autoComplete="username" />
          <PasswordInput
            name="current"
            label="Current password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            data-autofocus
            visibilityToggleButtonProps={eye}
          />
          <PasswordInput
            name="wanted"
            label="New password"
            description="At least 12 characters: three or four words do. You stay signed in here and nowhere else."
            autoComplete="new-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={eye}
          />
          <Button type="submit" fullWidth loading={change.isPending}>
            Change password
          </Button>
        </form>
      )}
    </Dialog>
  );
}
