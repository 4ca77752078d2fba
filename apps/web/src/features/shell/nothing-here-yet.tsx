import { IconCalendarHeart } from "@tabler/icons-react";
import { EmptyState } from "#web/components/page/empty-state.tsx";

/** What basic staff see: which part of Packpost is for them, and whom to ask for more. */
export function NothingHereYet({ name }: { name: string }) {
  return (
    <EmptyState icon={IconCalendarHeart} title={`Welcome, ${name.split(" ")[0] ?? name}`} headingLevel="h1">
      Campaigns are written by senior staff and sent by admins and owners, so there is nothing for you to do
      here today. Do you need more? An owner or admin of your organisation can change your role.
    </EmptyState>
  );
}
