"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { IconUserCircle, IconUserOff } from "@tabler/icons-react";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import type { Me } from "../../me.ts";
import { firstNameOf } from "../../thread-name.ts";
import { useColleagues } from "../../use-colleagues.ts";
import classes from "./thread-header.module.css";

interface AssignMenuProps {
  thread: ThreadView;
  me: Me;
  onAssign: (staffMemberId: string | null) => void;
}

/** Whose conversation it is, and to whom it can be given (V12). */
export function AssignMenu({ thread: { assignedTo }, me, onAssign }: AssignMenuProps) {
  const { colleagues } = useColleagues();
  const others = colleagues.filter(({ id, hasTab }) => hasTab && id !== me.id);
  const whose =
    assignedTo === null ? "Assign" : assignedTo.id === me.id ? "Yours" : firstNameOf(assignedTo.name);
  return (
    <Menu
      label="Assign to"
      placement="end"
      button={(props) => (
        <button
          {...props}
          type="button"
          className={classes.assign}
          aria-label={`${whose}: assigned to ${assignedTo?.name ?? "nobody"}`}
        >
          <IconUserCircle size={16} stroke={1.7} aria-hidden /> {whose}
        </button>
      )}
    >
      <MenuItem checked={assignedTo?.id === me.id} onClick={() => onAssign(me.id)}>
        Me
      </MenuItem>
      {others.map(({ id, name }) => (
        <MenuItem key={id} checked={assignedTo?.id === id} onClick={() => onAssign(id)}>
          {name}
        </MenuItem>
      ))}
      {assignedTo !== null && (
        <MenuItem icon={IconUserOff} onClick={() => onAssign(null)}>
          Nobody
        </MenuItem>
      )}
    </Menu>
  );
}
