import type { Visit } from "@packpost/core/appointment/list-schedule";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createElement } from "react";
import { Button } from "#web/components/form/button.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";

const notice = "visit-cancelled";

/** Cancels a visit at once and offers to take it back. */
export function useCancelVisit(): (visit: Visit) => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const readAnew = () => queryClient.invalidateQueries(trpc.schedule.pathFilter());
  const onError = (error: Parameters<typeof shownErrorOf>[0]) => {
    const { message, nextStep } = shownErrorOf(error);
    notifications.show({ color: "red", title: message, message: nextStep ?? "Try again." });
  };
  const restore = useMutation(trpc.schedule.restore.mutationOptions({ onSuccess: readAnew, onError }));
  const cancel = useMutation(trpc.schedule.cancel.mutationOptions({ onError }));
  return async (visit) => {
    // Awaited, so that it can be taken back also from another page than the one it was cancelled on.
    const cancelled = await cancel.mutateAsync({ appointmentId: visit.id }).catch(() => null);
    if (cancelled === null) return;
    await readAnew();
    const undo = () => {
      notifications.hide(notice);
      restore.mutate({ appointmentId: visit.id });
    };
    notifications.show({
      ...{ id: notice, autoClose: 10_000, title: `${visit.pet.name}’s visit is cancelled` },
      message: createElement(Button, { size: "xs", variant: "default", onClick: undo }, "Take it back"),
    });
  };
}
