import type { Role } from "@packpost/core/access/permissions";

/** What a role is for, as whoever gives it reads it. */
export const roleMeanings: Readonly<Record<Role, string>> = {
  owner: "Everything, the other owners and the provider's keys included",
  admin:
    "Everything but owners and the provider's keys: sends campaigns and alerts, manages senior and basic staff",
  senior: "All conversations and customers; writes campaigns, does not send them",
  basic: "The families they visit today, and their own schedule",
};
