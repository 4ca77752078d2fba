"use client";

import { Avatar, Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import type { Role } from "@packpost/core/access/permissions";
import {
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSun,
} from "@tabler/icons-react";
import { signOut } from "#web/features/sign-in/sign-out.ts";
import classes from "./user-menu.module.css";

const schemes = [
  { value: "light", label: "Light", icon: IconSun },
  { value: "dark", label: "Dark", icon: IconMoon },
  { value: "auto", label: "As the system", icon: IconDeviceDesktop },
] as const;

interface UserMenuProps {
  person: { name: string; email: string; role: Role; organisationName: string };
  placement: "side" | "bottom";
}

/** Who is signed in and where; colour scheme; sign out. */
export function UserMenu({ person, placement }: UserMenuProps) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu width={232} position={placement === "side" ? "top-start" : "top-end"} offset={6}>
      <Menu.Target>
        <UnstyledButton className={placement === "side" ? classes.side : classes.bottom}>
          <Avatar size={placement === "side" ? 28 : 22} color="spruce" name={person.name} alt="" />
          <span className={classes.words}>
            <span className={classes.name}>{placement === "side" ? person.name : "You"}</span>
            <span className={classes.organisation}>{person.organisationName}</span>
          </span>
          <IconSelector size={16} stroke={1.6} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <div className={classes.name}>{person.name}</div>
          <div className={classes.organisation}>{person.email}</div>
          <div className={classes.organisation}>
            {person.organisationName} · {person.role}
          </div>
        </div>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        {schemes.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
            rightSection={colorScheme === value ? <IconCheck size={16} stroke={2} aria-hidden /> : null}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} stroke={1.6} aria-hidden />}
          onClick={() => void signOut()}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
