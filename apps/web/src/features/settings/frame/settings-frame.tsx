import type { Role } from "@packpost/core/access/permissions";
import type { ReactNode } from "react";
import classes from "./frame.module.css";
import { groupsFor } from "./groups-for.ts";
import { SettingsNavigation } from "./settings-navigation.tsx";

/** A page of the settings beside the list of all of them; on a phone the page alone, with its way back to the list (O2). */
export function SettingsFrame({ role, children }: { role: Role; children: ReactNode }) {
  // Whoever may open none is told so by the page itself.
  if (groupsFor(role).length === 0) return children;
  return (
    <div className={classes.frame}>
      <SettingsNavigation role={role} />
      <div className={classes.content}>{children}</div>
    </div>
  );
}
