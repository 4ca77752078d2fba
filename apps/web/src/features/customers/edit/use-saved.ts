"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createElement } from "react";
import { Button } from "#web/components/form/button.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";

const notice = "customer-saved";

/**
 * Says what was done and reads everything anew that may tell of it: the person, lists, threads, and who receives which campaign.
 * @returns takes the words, and what takes it back where that is offered
 */
export function useSaved() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const readAnew = () =>
    Promise.all(
      [
        trpc.customer.pathFilter(),
        trpc.pass.pathFilter(),
        trpc.audience.pathFilter(),
        trpc.lookUp.pathFilter(),
        trpc.conversation.panel.pathFilter(),
      ].map((filter) => client.invalidateQueries(filter)),
    );
  return async (words: string, undo?: () => Promise<unknown>): Promise<void> => {
    await readAnew();
    const takeBack = async () => {
      notifications.hide(notice);
      try {
        const answer = await undo?.();
        await readAnew();
        if (isConflict(answer))
          notifications.show({
            color: "red",
            title: "Somebody has changed this meanwhile",
            message: "Nothing was taken back. What stands there now is theirs.",
          });
      } catch (error) {
        const { message, nextStep } = shownErrorOf(error);
        notifications.show({ color: "red", title: message, message: nextStep ?? "Try again." });
      }
    };
    notifications.show(
      undo === undefined
        ? { id: notice, message: words }
        : {
            ...{ id: notice, autoClose: 10_000, title: words },
            message: createElement(
              Button,
              { size: "xs", variant: "default", onClick: () => void takeBack() },
              "Undo",
            ),
          },
    );
  };
}

const isConflict = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && Reflect.get(answer, "outcome") === "conflict";
