import type { ReactNode } from "react";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { settingsPlaces } from "#web/components/places/settings-places.ts";
import classes from "./frame.module.css";

/**
 * A page of sections that are saved on their own, one under the other (O2).
 * @param href which page it is; name and what it is about stand in the list of them all
 */
export function SettingsPage({ href, children }: { href: string; children: ReactNode }) {
  const place = settingsPlaces.find((known) => known.href === href);
  return (
    <>
      <PageHeader
        breadcrumb={{ label: "Settings", href: "/settings" }}
        title={place?.label ?? "Settings"}
        facts={place?.about}
      />
      <div className={classes.page}>{children}</div>
    </>
  );
}
