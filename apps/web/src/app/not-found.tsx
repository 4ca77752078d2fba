import { IconMailOff } from "@tabler/icons-react";
import type { Metadata } from "next";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { StartPageLink } from "#web/components/page/start-page-link.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <EmptyState
      icon={IconMailOff}
      title="There is nothing here"
      headingLevel="h1"
      action={<StartPageLink>To the start page</StartPageLink>}
    >
      The link may be cut off, or what it leads to was removed or belongs to another organisation.
    </EmptyState>
  );
}
