import type { Permission } from "@packpost/core/access/permissions";
import { IconCalendarHeart, IconMail, IconMessage2, IconSettings, IconUsers } from "@tabler/icons-react";

/** The screens one can go to, in the order of the navigation. Only those that exist. */
export const destinations = [
  { href: "/messages", label: "Messages", icon: IconMessage2, permission: "conversation.all" },
  { href: "/campaigns", label: "Campaigns", icon: IconMail, permission: "campaign.read" },
  { href: "/customers", label: "Customers", icon: IconUsers, permission: "conversation.own_schedule" },
  { href: "/schedule", label: "Schedule", icon: IconCalendarHeart, permission: "schedule.own" },
  { href: "/settings", label: "Settings", icon: IconSettings, permission: "settings.manage" },
] as const satisfies readonly {
  href: string;
  label: string;
  icon: typeof IconMail;
  permission: Permission;
}[];
