"use client";

import type { Role } from "@packpost/core/access/permissions";
import Link from "next/link";
import { usePathname } from "next/navigation";
import classes from "./frame.module.css";
import { groupsFor } from "./groups-for.ts";

/** The pages of the settings by group; the one that is open is marked. */
export function SettingsNavigation({ role }: { role: Role }) {
  const path = usePathname();
  return (
    <nav aria-label="Settings" className={classes.navigation}>
      {groupsFor(role).map(({ label, places }) => (
        <div key={label}>
          <p className={classes.group} aria-hidden="true">
            {label}
          </p>
          <ul aria-label={label}>
            {places.map((place) => (
              <li key={place.href}>
                <Link
                  href={place.href}
                  prefetch={false}
                  className={classes.item}
                  aria-current={path === place.href ? "page" : undefined}
                >
                  {place.label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
