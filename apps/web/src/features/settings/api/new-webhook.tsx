"use client";

import { TextInput } from "@mantine/core";
import { createEndpointSchema } from "@packpost/core/webhook-out/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./api.module.css";
import { ShownOnce } from "./shown-once.tsx";

/** Asks where outcomes go, then shows what their messages are signed with. */
export function NewWebhook({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [fields, change] = useState({ name: "", url: "" });
  const [faults, setFaults] = useState<{ name?: string | undefined; url?: string | undefined }>({});
  const create = useMutation(
    trpc.webhookOut.create.mutationOptions({
      onSuccess: async (made) => {
        if (made.outcome === "wrong_url") setFaults({ url: made.fault });
        else await client.invalidateQueries(trpc.webhookOut.pathFilter());
      },
    }),
  );
  const secret = create.data?.outcome === "created" ? create.data.secret : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = createEndpointSchema.safeParse(fields);
    const faultOf = (field: string) => read.error?.issues.find(({ path }) => path[0] === field)?.message;
    setFaults({ name: faultOf("name"), url: faultOf("url") });
    if (read.success && !create.isPending) create.mutate(read.data);
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={secret === null ? "New webhook" : `The webhook “${fields.name.trim()}”`}
      width={560}
      locked={create.isPending || secret !== null}
    >
      {secret !== null ? (
        <ShownOnce what="signing secret" value={secret} onDone={onClose} />
      ) : (
        <form className={classes.form} onSubmit={submit} noValidate>
          <TextInput
            label="Name"
            description="The system that is told, such as “Shop”"
            data-autofocus
            autoComplete="off"
            maxLength={80}
            error={faults.name}
            value={fields.name}
            onChange={({ currentTarget: { value } }) => change({ ...fields, name: value })}
          />
          <TextInput
            label="Address"
            description="Messages are posted there; it answers with 200 to 299 within 15 seconds"
            type="url"
            inputMode="url"
            placeholder="https://"
            autoComplete="off"
            maxLength={2_000}
            error={faults.url}
            value={fields.url}
            onChange={({ currentTarget: { value } }) => change({ ...fields, url: value })}
          />
          {create.error !== null && <ErrorNotice error={create.error} />}
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={create.isPending}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Add the webhook
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
