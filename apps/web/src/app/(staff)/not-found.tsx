import { IconMailOff } from "@tabler/icons-react";
import type { Metadata } from "next";
import { EmptyState } from "#web/components/empty-state.tsx";
import { LinkButton } from "#web/components/link-button.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <EmptyState
      icon={IconMailOff}
      title="There is nothing here"
      headingLevel="h1"
      action={<LinkButton href="/">To the start page</LinkButton>}
    >
      The address may be mistyped, or what was here belongs to another organisation or has been removed.
    </EmptyState>
  );
}
