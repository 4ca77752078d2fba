"use client";

import type { ShownMember } from "@packpost/core/staff/membership/list-staff";
import { mayManage, roleWords } from "@packpost/core/staff/role-rules";
import { IconDots, IconKey, IconUserCog, IconUserMinus, IconUserPlus } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { EmailAddress } from "#web/components/form/email-address.tsx";
import { IconButton } from "#web/components/form/icon-button.tsx";
import { Line } from "#web/components/lines/line-list.tsx";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./staff.module.css";
import type { Viewer } from "./viewer.ts";

const RoleDialog = dynamic(
  () => loadLater(() => import("./role-dialog.tsx")).then((module) => module.RoleDialog),
  { ssr: false },
);
const RemoveDialog = dynamic(
  () => loadLater(() => import("./remove-dialog.tsx")).then((module) => module.RemoveDialog),
  { ssr: false },
);
const FactorsDialog = dynamic(
  () => loadLater(() => import("./factors-dialog.tsx")).then((module) => module.FactorsDialog),
  { ssr: false },
);
const InviteDialog = dynamic(
  () => loadLater(() => import("./invite-dialog.tsx")).then((module) => module.InviteDialog),
  { ssr: false },
);

/** Somebody who works here or did: their role, when they were here last, and what can be done about it. */
export function MemberLine({ member, viewer }: { member: ShownMember; viewer: Viewer }) {
  const [asked, ask] = useState<"role" | "remove" | "factors" | "invite" | null>(null);
  const { id, name, address, role, endedAt, lastSeenAt } = member;
  const may = mayManage(viewer.role, role);
  const close = () => ask(null);
  return (
    <Line
      name={name}
      badges={
        <>
          <ToneBadge tone={endedAt === null ? "spruce" : "grey"}>{roleWords[role]}</ToneBadge>
          {id === viewer.staffMemberId && <span className={classes.you}>you</span>}
        </>
      }
      ended={endedAt !== null}
      aside={
        endedAt !== null ? (
          <>
            Left <Time at={endedAt} />
          </>
        ) : lastSeenAt === null ? (
          "Not seen yet"
        ) : (
          <>
            Seen <Time at={lastSeenAt} />
          </>
        )
      }
      acts={
        may ? (
          <Menu
            label={`What to do about ${name}`}
            placement="end"
            button={(props) => (
              <IconButton {...props} sidePx={36} aria-label={`More about ${name}`}>
                <IconDots size={18} stroke={1.8} aria-hidden />
              </IconButton>
            )}
          >
            {endedAt !== null ? (
              <MenuItem icon={IconUserPlus} onClick={() => ask("invite")}>
                Invite again
              </MenuItem>
            ) : (
              <>
                <MenuItem icon={IconUserCog} onClick={() => ask("role")}>
                  Change role
                </MenuItem>
                {id !== viewer.staffMemberId && (
                  <MenuItem icon={IconKey} onClick={() => ask("factors")}>
                    Lost their phone
                  </MenuItem>
                )}
                <MenuItem icon={IconUserMinus} onClick={() => ask("remove")}>
                  {id === viewer.staffMemberId ? "Leave the team" : "Remove from the team"}
                </MenuItem>
              </>
            )}
          </Menu>
        ) : null
      }
      dialogs={
        <>
          {asked === "role" && <RoleDialog member={member} viewer={viewer} onClose={close} />}
          {asked === "remove" && <RemoveDialog member={member} viewer={viewer} onClose={close} />}
          {asked === "factors" && <FactorsDialog member={member} onClose={close} />}
          {asked === "invite" && (
            <InviteDialog viewer={viewer} start={{ address, name, role }} onClose={close} />
          )}
        </>
      }
    >
      <p>
        <EmailAddress address={address} />
      </p>
    </Line>
  );
}
