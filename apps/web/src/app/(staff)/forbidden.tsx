import { IconLock } from "@tabler/icons-react";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { StartPageLink } from "#web/components/page/start-page-link.tsx";

export default function Forbidden() {
  return (
    <EmptyState
      icon={IconLock}
      title="This page is for other roles"
      headingLevel="h1"
      action={<StartPageLink>To your start page</StartPageLink>}
    >
      The messages of all families and writing campaigns are for senior staff, sending campaigns, mass text
      alerts and the settings for admins and owners; alerts only where two-way texting is on. Do you need it
      for your work? An owner or admin of your organisation can change your role.
    </EmptyState>
  );
}
