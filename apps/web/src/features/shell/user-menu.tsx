"use client";

import { Avatar, type MantineColorScheme, Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import type { Role } from "@packpost/core/access/permissions";
import { IconDeviceDesktop, IconLogout, IconMoon, IconSelector, IconSun } from "@tabler/icons-react";
import { signOut } from "#web/features/shell/sign-out.ts";
import { pageSession } from "#web/trpc/page-session.ts";
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
    <Menu
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      width={232}
      position={placement === "side" ? "top-start" : "top-end"}
      offset={6}
    >
      <Menu.Target>
        <UnstyledButton className={placement === "side" ? classes.side : classes.bottom}>
          <Avatar size={placement === "side" ? 28 : 22} color="spruce" name={person.name} alt="" />
          <span className={classes.words}>
            <span className={classes.name}>{placement === "side" ? person.name : "You"}</span>
            <span className={classes.organisation} title={person.organisationName}>
              {person.organisationName}
            </span>
          </span>
          <IconSelector size={16} stroke={1.6} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.who ?? ""}>
          <span className={classes.name}>{person.name}</span>
          <span className={classes.organisation}>{person.email}</span>
          <span className={classes.organisation}>
            {person.organisationName} · {person.role}
          </span>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(schemeOf(value))}>
          {schemes.map(({ value, label, icon: Icon }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              rightSection={<Icon size={16} stroke={1.6} aria-hidden className={classes.chevron} />}
            >
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} stroke={1.6} aria-hidden />}
          onClick={() => {
            pageSession.expectSignOut();
            void signOut();
          }}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function schemeOf(value: string): MantineColorScheme {
  return schemes.find((scheme) => scheme.value === value)?.value ?? "auto";
}
