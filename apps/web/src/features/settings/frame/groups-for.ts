import { can, type Role } from "@packpost/core/access/permissions";
import { settingsGroups } from "#web/components/places/settings-places.ts";

/** The settings that a role may open, by group. */
export function groupsFor(role: Role) {
  return settingsGroups
    .map(({ label, places }) => ({
      label,
      places: places.filter(({ permission }) => can(role, permission)),
    }))
    .filter(({ places }) => places.length > 0);
}
