"use client";

import type { WhenInput } from "@packpost/core/conversation/later/schemas";
import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { threadInputOf } from "../thread/thread-input.ts";

/** What is written and to be sent later. */
interface Written {
  readonly body: string;
  readonly draftVersion: number;
  readonly attachmentIds: string[];
  readonly text: { customerId: string | null } | undefined;
}

/** A colleague answered since the writer looked (V10): nothing was scheduled yet. */
interface Warning {
  readonly name: string;
  readonly again: () => Promise<boolean>;
}

/**
 * Has what is written in a thread sent later (V15). It stays where it was written until it stands; the same once more, after an answer that
 * never came, is the same message.
 */
export function useSchedule(thread: ThreadView) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [warning, setWarning] = useState<Warning | null>(null);
  const made = useRef({ of: "", messageId: "" });
  const schedule = useMutation(trpc.conversation.later.schedule.mutationOptions());
  const idFor = (of: string) => {
    if (made.current.of !== of) made.current = { of, messageId: crypto.randomUUID() };
    return made.current.messageId;
  };
  const run = async (
    written: Written,
    when: WhenInput,
    appointmentId: string | null,
    onDone: () => void,
    seenNumber: number | null = thread.lastNumber,
  ): Promise<boolean> => {
    if (schedule.isPending) return false;
    setWarning(null);
    const { draftVersion, ...message } = written;
    const messageId = idFor(JSON.stringify([message, when, appointmentId]));
    const input = { ...written, threadId: thread.id, messageId, when, appointmentId, seenNumber };
    const said = await schedule.mutateAsync(input).catch(() => null);
    if (said === null) return false;
    if (said.outcome === "colleague_replied") {
      setWarning({ name: said.name, again: () => run(written, when, appointmentId, onDone, said.number) });
      return true;
    }
    made.current = { of: "", messageId: "" };
    onDone();
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
