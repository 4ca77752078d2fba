"use client";

import { TextInput } from "@mantine/core";
import type { Role } from "@packpost/core/access/permissions";
import { rolesToGive } from "@packpost/core/staff/role-rules";
import { inviteSchema, LONGEST_NAME } from "@packpost/core/staff/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { RoleChoice } from "./role-choice.tsx";
import classes from "./staff.module.css";
import type { Viewer } from "./viewer.ts";

interface InviteDialogProps {
  viewer: Viewer;
  /** Of somebody who left: what stands in the fields. */
  start?: { readonly address: string; readonly name: string; readonly role: Role };
  onClose: () => void;
}

/** Asks whom to invite as what; says so where they are here or invited already (T64). */
export function InviteDialog({ viewer, start, onClose }: InviteDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const choices = rolesToGive(viewer.role);
  const [fields, change] = useState({ address: "", name: "", role: choices.at(-1) ?? "basic", ...start });
  const [fault, setFault] = useState<string>();
  const refresh = () => client.invalidateQueries(trpc.staff.pathFilter());
  const done = (message: string) => {
    notifications.show({ message });
    onClose();
  };
  const invite = useMutation(
    trpc.staff.invite.mutationOptions({
      onSuccess: async (answer, { address }) => {
        await refresh();
        if (answer.outcome === "invited") done(`An invitation is on its way to ${address}.`);
      },
    }),
  );
  const resend = useMutation(
    trpc.staff.resend.mutationOptions({
      onSuccess: async () => {
        await refresh();
        done(`The invitation is mailed to ${fields.address.trim().toLowerCase()} again.`);
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = inviteSchema.safeParse(fields);
    setFault(read.error?.issues.find(({ path }) => path[0] === "address")?.message);
    if (read.success && !invite.isPending) invite.mutate(read.data);
  };
  const answer = invite.data;
  const pending = invite.isPending || resend.isPending;
  const error = resend.error ?? invite.error;
  return (
    <Dialog opened onClose={onClose} title="Invite somebody" width={560} locked={pending}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          label="Email address"
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          maxLength={254}
          error={fault}
          value={fields.address}
          onChange={({ currentTarget: { value } }) => {
            invite.reset();
            setFault(undefined);
            change({ ...fields, address: value });
          }}
        />
        <TextInput
          label="Name"
          description="If you know it; they can change it when they join"
          autoComplete="off"
          maxLength={LONGEST_NAME}
          value={fields.name}
          onChange={({ currentTarget: { value } }) => change({ ...fields, name: value })}
        />
        <RoleChoice
          label="Role"
          choices={choices}
          value={fields.role}
          onChange={(role) => change({ ...fields, role })}
        />
        {answer?.outcome === "already_member" && (
          <p role="status" className={classes.told}>
            <b>{answer.name} works here already</b> with this address. Nobody was invited.
          </p>
        )}
        {answer?.outcome === "already_invited" && (
          <p role="status" className={classes.told}>
            <b>They are invited already.</b> You can send that invitation again, with a new link. For another
            role take it back first.
          </p>
        )}
        {error !== null && <ErrorNotice error={error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={pending}>
            Cancel
          </Button>
          {answer?.outcome === "already_invited" ? (
            <Button
              loading={resend.isPending}
              onClick={() => resend.mutate({ invitationId: answer.invitationId })}
            >
              Send it again
            </Button>
          ) : (
            <Button type="submit" loading={invite.isPending}>
              Send the invitation
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
