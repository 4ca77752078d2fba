"use client";

import { IconPlus } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";

/** On a card's head: adds one of what the card lists. */
export function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
