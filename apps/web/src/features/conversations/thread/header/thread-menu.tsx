"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import {
  IconCheck,
  IconChecks,
  IconInfoCircle,
  IconLink,
  IconMailOpened,
  IconUserCheck,
  IconUserOff,
} from "@tabler/icons-react";
import type { ComponentProps } from "react";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import { notifications } from "#web/components/page/announce.ts";
import type { Me } from "../../me.ts";
import type { useReadMarker } from "../use-read-marker.ts";

interface ThreadMenuProps {
  thread: ThreadView;
  me: Me;
  marker: ReturnType<typeof useReadMarker>;
  button: ComponentProps<typeof Menu>["button"];
  onPanel: () => void;
  onClose: () => void;
  onAssign: (staffMemberId: string | null) => void;
}

/** What else one can do with a thread. */
export function ThreadMenu({ thread, me, marker, button, onPanel, onClose, onAssign }: ThreadMenuProps) {
  const mine = thread.assignedTo?.id === me.id;
  return (
    <Menu label="Conversation" placement="end" button={button}>
      {me.hasTab && (
        <OfTab {...{ thread, marker, mine, onClose }} onAssign={() => onAssign(mine ? null : me.id)} />
      )}
      <MenuItem icon={IconInfoCircle} onClick={onPanel}>
        About the family
      </MenuItem>
    </Menu>
  );
}

interface OfTabProps extends Pick<ThreadMenuProps, "thread" | "marker" | "onClose"> {
  mine: boolean;
  onAssign: () => void;
}

/** What only those of the messages tab do. */
function OfTab({ thread, marker, mine, onClose, onAssign }: OfTabProps) {
  return (
    <>
      {thread.unreadFrom === null && marker.markedFrom === null ? (
        <MenuItem icon={IconMailOpened} onClick={marker.unread}>
          Mark as unread
        </MenuItem>
      ) : (
        <MenuItem icon={IconChecks} onClick={marker.readAll}>
          Mark as read
        </MenuItem>
      )}
      {thread.active && (
        <MenuItem icon={IconCheck} onClick={onClose}>
          Close the conversation
        </MenuItem>
      )}
      <MenuItem icon={mine ? IconUserOff : IconUserCheck} onClick={onAssign}>
        {mine ? "Take it off me" : "Assign to me"}
      </MenuItem>
      <MenuItem
        icon={IconLink}
        onClick={() => {
          void navigator.clipboard.writeText(`${window.location.origin}/messages/${thread.id}`);
          notifications.show({
            message: "The link is copied. Colleagues who may see the family can open it.",
          });
        }}
      >
        Copy link
      </MenuItem>
    </>
  );
}
