import type { Role } from "@packpost/core/access/permissions";
import { IconChevronRight } from "@tabler/icons-react";
import Link from "next/link";
import { PageHeader } from "#web/components/page/page-header.tsx";
import classes from "./frame.module.css";
import { groupsFor } from "./groups-for.ts";
import { OldAddress } from "./old-address.tsx";

/** All pages of the settings by group, each with what stands there; a phone's list (O2). */
export function SettingsOverview({ role }: { role: Role }) {
  return (
    <>
      <OldAddress />
      <PageHeader
        title="Settings"
        facts="For the whole organisation. Every change is written down, with who made it."
      />
      <div className={classes.overview}>
        {groupsFor(role).map(({ label, places }) => (
          <section key={label} aria-labelledby={`settings-${label}`}>
            <h2 id={`settings-${label}`}>{label}</h2>
            <ul>
              {places.map((place) => (
                <li key={place.href}>
                  <Link href={place.href} prefetch={false} className={classes.place}>
                    <span>
                      <b>{place.label}</b>
                      <span>{place.about}</span>
                    </span>
                    <IconChevronRight size={18} stroke={1.6} aria-hidden />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
