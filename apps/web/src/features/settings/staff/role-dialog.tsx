"use client";

import type { ShownMember } from "@packpost/core/staff/membership/list-staff";
import { rolesToGive, roleWords } from "@packpost/core/staff/role-rules";
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

interface RoleDialogProps {
  member: ShownMember;
  viewer: Viewer;
  onClose: () => void;
}

/** Gives a colleague another role; what they have open follows within seconds. */
export function RoleDialog({ member, viewer, onClose }: RoleDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [role, setRole] = useState(member.role);
  const mine = member.id === viewer.staffMemberId;
  const change = useMutation(
    trpc.staff.changeRole.mutationOptions({
      onSuccess: async () => {
        // Whoever gave up rights of their own sees what is left of them.
        if (mine) return window.location.assign("/");
        notifications.show({ message: `${member.name} is ${roleWords[role].toLowerCase()} now.` });
        await client.invalidateQueries(trpc.staff.pathFilter());
        onClose();
      },
      onError: () => client.invalidateQueries(trpc.staff.pathFilter()),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) change.mutate({ staffMemberId: member.id, seen: member.role, role });
  };
  return (
    <Dialog opened onClose={onClose} title={`Role of ${member.name}`} width={560} locked={change.isPending}>
      <form className={classes.form} onSubmit={submit}>
        <RoleChoice
          label={mine ? "Your role" : "Role"}
          choices={rolesToGive(viewer.role)}
          value={role}
          onChange={setRole}
        />
        {mine && role !== member.role && (
          <p role="status" className={classes.told}>
            <b>This is your own role.</b> Only an owner can give it back to you.
          </p>
        )}
        {change.error !== null && <ErrorNotice error={change.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={change.isPending}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending} disabled={role === member.role}>
            {role === member.role
              ? "Choose another role"
              : `Make ${mine ? "me" : "them"} ${roleWords[role].toLowerCase()}`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
