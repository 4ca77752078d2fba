"use client";

import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./account.module.css";

/** Names a passkey as its owner knows the device. */
export function RenamePasskey(props: { passkeyId: string; name: string; onClose: () => void }) {
  const { passkeyId, name, onClose } = props;
  const trpc = useTRPC();
  const client = useQueryClient();
  const rename = useMutation(
    trpc.account.factors.renamePasskey.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.account.factors.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <Dialog opened onClose={onClose} title="Rename the passkey" width={432}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          const typed = String(new FormData(event.currentTarget).get("name"));
          if (!rename.isPending) rename.mutate({ passkeyId, name: typed });
        }}
      >
        {rename.error !== null && <ErrorNotice error={rename.error} />}
        <TextInput
          name="name"
          label="Name"
          description="Such as the device that keeps it. Only you see it."
          defaultValue={name}
          maxLength={60}
          required
          withAsterisk={false}
          data-autofocus
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={rename.isPending}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
