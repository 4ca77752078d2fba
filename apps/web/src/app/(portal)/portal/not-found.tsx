import { IconMailOff } from "@tabler/icons-react";
import type { Metadata } from "next";
import { EmptyState } from "#web/components/page/empty-state.tsx";

export const metadata: Metadata = { title: "Not found" };

/** An organisation's name that nobody has: no way from here leads to the team's pages. */
export default function NoSuchPortal() {
  return (
    <main lang="en">
      <EmptyState icon={IconMailOff} title="There is no such page" headingLevel="h1">
        The link may be cut off. Open it again from the newest email that you got.
      </EmptyState>
    </main>
  );
}
