"use client";

import type { AudiencePerson } from "@packpost/core/audience/list-audience";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { pressOnce } from "#web/components/form/press-once.ts";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./audience.module.css";

/** Takes a person off the exclusions of a draft; the announcement takes it back. */
export function TakeOff({ campaignId, person }: { campaignId: string; person: AudiencePerson }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const list = "exclude" as const;
  const counted = async () => {
    await Promise.all([
      queryClient.invalidateQueries(trpc.campaign.entries.pathFilter()),
      queryClient.invalidateQueries(trpc.audience.pathFilter()),
    ]);
  };
  const failed = (error: unknown) => {
    const { message } = shownErrorOf(error);
    notifications.show({ color: "red", message });
  };
  const undo = useMutation(
    trpc.campaign.entries.undo.mutationOptions({ onSuccess: counted, onError: failed }),
  );
  const remove = useMutation(
    trpc.campaign.entries.remove.mutationOptions({
      onError: failed,
      onSuccess: async ({ changeId }) => {
        const id = `off-${changeId}`;
        notifications.show({
          id,
          autoClose: 10_000,
          message: (
            <>
              {person.name} is no longer excluded.{" "}
              <button
                type="button"
                className={classes.help}
                onClick={() => {
                  notifications.hide(id);
                  undo.mutate({ campaignId, list, changeId });
                }}
              >
                Undo
              </button>
            </>
          ),
        });
        await counted();
      },
    }),
  );
  return (
    <button
      type="button"
      className={classes.help}
      aria-busy={remove.isPending}
      onClick={pressOnce(
        () => remove.mutate({ campaignId, list, which: { kind: "person", customerId: person.customerId } }),
        remove.isPending,
      )}
    >
      Stop excluding {person.name}
    </button>
  );
}
