"use client";

import type { ScheduledMessageView } from "@packpost/core/conversation/later/list-scheduled";
import type { WhenInput } from "@packpost/core/conversation/later/schemas";
import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notifications } from "#web/components/page/announce.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { statusOf } from "#web/trpc/status-of.ts";
import { threadInputOf } from "../thread/thread-input.ts";
import { firstNameOf } from "../thread-name.ts";
import { type Composition, idToSend } from "./composition.ts";
import { compositionOf } from "./use-composition.ts";

/** What the composer does with what came of it. */
interface Composer {
  /** It stands: the field is free. */
  readonly onDone: () => void;
  /** Nobody knows: what is written stays. */
  readonly onNoAnswer: () => void;
}

/** What is written and to be sent later. */
interface Written {
  readonly body: string;
  readonly draftVersion: number;
  readonly attachmentIds: string[];
  readonly text: { customerId: string | null } | undefined;
}

/** A colleague answered since the writer looked (V10), or other words went out under this id: nothing was scheduled yet. */
interface Warning {
  readonly words: string;
  readonly again: () => Promise<boolean>;
}

/**
 * Has what is written in a thread sent later (V15). It stays where it was written until it stands; whatever is done after an answer that
 * never came, another try or Send, goes under the same id and is one message.
 */
export function useSchedule(thread: ThreadView, staffMemberId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [warning, setWarning] = useState<Warning | null>(null);
  const schedule = useMutation(trpc.conversation.later.schedule.mutationOptions());
  const composition = compositionOf(staffMemberId, thread.id);
  const run = async (
    written: Written,
    when: WhenInput,
    appointmentId: string | null,
    composer: Composer,
    seenNumber: number | null = thread.lastNumber,
  ): Promise<boolean> => {
    if (schedule.isPending) return false;
    setWarning(null);
    const known = composition.read();
    const messageId = idToSend(known, (id) => thread.entries.some((entry) => entry.id === id));
    // Kept before it leaves: not even a page that is closed meanwhile makes two of it.
    composition.write({ tried: { messageId, body: written.body } });
    const input = { ...written, threadId: thread.id, messageId, when, appointmentId, seenNumber };
    const said = await schedule.mutateAsync(input).catch((error: unknown) => {
      if (isDecided(error)) composition.write({ tried: known.tried });
      else composer.onNoAnswer();
      return null;
    });
    if (said === null) return false;
    if (said.outcome === "colleague_replied") {
      composition.write({ tried: known.tried });
      const words = `${firstNameOf(said.name)} has just replied: read theirs first. Yours is not scheduled.`;
      setWarning({ words, again: () => run(written, when, appointmentId, composer, said.number) });
      return true;
    }
    if (said.outcome === "earlier_wording_sent") {
      composition.write({ tried: null });
      const words = "An earlier wording of this has been sent meanwhile. This one is not scheduled.";
      setWarning({ words, again: () => run(written, when, appointmentId, composer, said.number) });
      return true;
    }
    if (said.outcome === "settled")
      notifications.show({ color: "marigold", message: "It has been sent meanwhile." });
    composer.onDone();
    void queryClient.invalidateQueries(trpc.conversation.later.list.queryFilter({ threadId: thread.id }));
    void queryClient.invalidateQueries({
      queryKey: trpc.conversation.read.queryKey(threadInputOf(thread.id)),
    });
    return true;
  };
  return {
    run,
    warning,
    pending: schedule.isPending,
    error: schedule.error,
    reset: () => {
      setWarning(null);
      schedule.reset();
    },
  };
}

/** Nothing was scheduled by that call: the server says so, or refused before it began. */
export function isDecided(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status < 500;
}

/** What of a composition turns out to be scheduled, although no answer came; null = nothing, as far as is known. */
export function useStanding(thread: ThreadView, { tried }: Composition): ScheduledMessageView | null {
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.conversation.later.list.queryOptions({ threadId: thread.id }),
    enabled: tried !== null,
  });
  if (tried === null) return null;
  return data?.find(({ id }) => id === tried.messageId) ?? null;
}
