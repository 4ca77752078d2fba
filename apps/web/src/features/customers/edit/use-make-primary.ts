"use client";

import { useMutation } from "@tanstack/react-query";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { useSaved } from "./use-saved.ts";

interface Wanted {
  person: { id: string; name: string };
  /** Who was shown as the primary contact. */
  primary: string | null;
}

/** Makes somebody their family's primary contact, and offers to take it back. */
export function useMakePrimary() {
  const trpc = useTRPC();
  const saved = useSaved();
  const make = useMutation(trpc.customer.makePrimary.mutationOptions());
  return async ({ person, primary }: Wanted): Promise<void> => {
    try {
      const made = await make.mutateAsync({ customerId: person.id, seenPrimaryId: primary });
      if (made.outcome === "conflict")
        return await saved("Somebody has changed the primary contact meanwhile. Look at it again.");
      await saved(
        `${person.name} is the primary contact now.`,
        primary === null
          ? undefined
          : () => make.mutateAsync({ customerId: primary, seenPrimaryId: person.id }),
      );
    } catch (error) {
      const { message, nextStep } = shownErrorOf(error);
      notifications.show({ color: "red", title: message, message: nextStep ?? "Try again." });
    }
  };
}
