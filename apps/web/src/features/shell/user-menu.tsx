"use client";

import { useMantineColorScheme } from "@mantine/core";
import type { Role } from "@packpost/core/access/permissions";
import {
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import { initialsOf } from "#web/components/page/initials-of.ts";
import { signOut } from "#web/features/shell/sign-out.ts";
import { pageSession } from "#web/trpc/page-session.ts";
import { phoneDestinations } from "./destinations.ts";
import classes from "./user-menu.module.css";

const schemes = [
  { value: "light", label: "Light colours", icon: IconSun },
  { value: "dark", label: "Dark colours", icon: IconMoon },
  { value: "auto", label: "Colours of the system", icon: IconDeviceDesktop },
] as const;

interface UserMenuProps {
  person: { name: string; email: string; role: Role; organisationName: string };
  placement: "side" | "bottom";
}

/** Who is signed in and where; on a phone what its bar has no room for; colour scheme; one's own account; sign out. */
export function UserMenu({ person, placement }: UserMenuProps) {
  const router = useRouter();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu
      label={`Signed in as ${person.name}`}
      placement={placement === "side" ? "start" : "end"}
      button={(props) => (
        <button {...props} type="button" className={placement === "side" ? classes.side : classes.bottom}>
          <span className={classes.avatar} data-placement={placement} aria-hidden="true">
            {initialsOf(person.name)}
          </span>
          <span className={classes.words}>
            <span className={classes.name}>{placement === "side" ? person.name : "You"}</span>
            <span className={classes.organisation} title={person.organisationName}>
              {person.organisationName}
            </span>
          </span>
          <IconSelector size={16} stroke={1.6} aria-hidden className={classes.chevron} />
        </button>
      )}
    >
      <div className={classes.who}>
        <span className={classes.name}>{person.name}</span>
        <span className={classes.organisation}>{person.email}</span>
        <span className={classes.organisation}>
          {person.organisationName} · {person.role}
        </span>
      </div>
      <hr />
      {placement === "bottom" && <PhonePlaces role={person.role} />}
      {schemes.map(({ value, label, icon }) => (
        <MenuItem
          key={value}
          icon={icon}
          checked={colorScheme === value}
          onClick={() => setColorScheme(value)}
        >
          {label}
        </MenuItem>
      ))}
      <hr />
      <MenuItem icon={IconUserCircle} onClick={() => router.push("/account")}>
        My account
      </MenuItem>
      <MenuItem
        icon={IconLogout}
        onClick={() => {
          pageSession.expectSignOut();
          void signOut();
        }}
      >
        Sign out
      </MenuItem>
    </Menu>
  );
}

/** The screens that the phone's bar has no room for. */
function PhonePlaces({ role }: { role: Role }) {
  const router = useRouter();
  const places = phoneDestinations(role, "menu");
  if (places.length === 0) return null;
  return (
    <>
      {places.map(({ href, label, icon }) => (
        <MenuItem key={href} icon={icon} onClick={() => router.push(href)}>
          {label}
        </MenuItem>
      ))}
      <hr />
    </>
  );
}
