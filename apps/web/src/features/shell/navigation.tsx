"use client";

import { can, type Role } from "@packpost/core/access/permissions";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { destinations, phoneDestinations } from "./destinations.ts";
import classes from "./navigation.module.css";
import { UnreadDot } from "./unread-dot.tsx";

/** The screens of this role; the one that is open is marked. */
export function Navigation({ role, placement }: { role: Role; placement: "side" | "bottom" }) {
  const path = usePathname();
  const shown =
    placement === "bottom"
      ? phoneDestinations(role, "bar")
      : destinations.filter(({ permission }) => can(role, permission));
  return (
    <nav aria-label="Main" className={placement === "side" ? classes.side : classes.bottom}>
      {shown.map(({ href, label, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          className={classes.item}
          aria-current={path === href || path.startsWith(`${href}/`) ? "page" : undefined}
        >
          <Icon size={20} stroke={1.6} aria-hidden />
          <span>{label}</span>
          {href === "/messages" && <UnreadDot />}
        </Link>
      ))}
    </nav>
  );
}
