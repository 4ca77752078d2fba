import { can, type Permission, type Role } from "@packpost/core/access/permissions";
import { IconCalendarHeart, IconMail, IconMessage2, IconSettings, IconUsers } from "@tabler/icons-react";

/** The screens one can go to, in the order of the navigation. Only those that exist. `inMenu`: on a phone in the menu behind "You", since its bar has room for five. */
export const destinations = [
  { href: "/messages", label: "Messages", icon: IconMessage2, permission: "conversation.all" },
  { href: "/campaigns", label: "Campaigns", icon: IconMail, permission: "campaign.read" },
  { href: "/customers", label: "Customers", icon: IconUsers, permission: "conversation.own_schedule" },
  { href: "/schedule", label: "Schedule", icon: IconCalendarHeart, permission: "schedule.own" },
  {
    ...{ href: "/settings", label: "Settings", icon: IconSettings, permission: "settings.manage" },
    inMenu: true,
  },
] as const satisfies readonly {
  href: string;
  label: string;
  icon: typeof IconMail;
  permission: Permission;
  inMenu?: true;
}[];

/** Of a role, in the bar of the phone or behind it. */
export const phoneDestinations = (role: Role, place: "bar" | "menu") =>
  destinations.filter(
    (destination) => can(role, destination.permission) && "inMenu" in destination === (place === "menu"),
  );
