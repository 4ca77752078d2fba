"use client";

import type { SendTimeChoice } from "@packpost/core/campaign/schemas";
import type { SendTime } from "@packpost/core/campaign/send/find-send-time";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";

/** A chosen date and time, and what they mean in the organisation's zone. */
export interface ChosenTime {
  date: string;
  time: string;
  choice: SendTimeChoice | undefined;
  /** The server's answer; undefined while it is asked, or while a field is empty. */
  meaning: SendTime | undefined;
  /** The one instant that is meant, so that it can be confirmed; null while that is open. */
  at: Date | null;
  change: (changes: { date?: string; time?: string; choice?: SendTimeChoice | undefined }) => void;
}

/**
 * Holds a date and time while one chooses. What clocks do that night is the server's knowledge: it is asked each time.
 *
 * @param start the first suggestion, wall-clock
 * @param enabled whether the dialog is open
 */
export function useSendTime(start: { date: string; time: string }, enabled: boolean): ChosenTime {
  const trpc = useTRPC();
  const [{ date, time, choice }, set] = useState<{
    date: string;
    time: string;
    choice?: SendTimeChoice | undefined;
  }>(start);
  const complete = /^\d{4}-\d\d-\d\d$/.test(date) && /^\d\d:\d\d$/.test(time);
  const asked = useQuery(
    trpc.campaign.sending.time.queryOptions(
      { date, time },
      { enabled: enabled && complete, staleTime: 30_000 },
    ),
  );
  const meaning = complete ? asked.data : undefined;
  return {
    date,
    time,
    choice,
    meaning,
    at: settle(meaning, choice),
    // Another day or hour is another question.
    change: (changes) => set((was) => ({ date: was.date, time: was.time, ...changes })),
  };
}

function settle(meaning: SendTime | undefined, choice: SendTimeChoice | undefined): Date | null {
  switch (meaning?.kind) {
    case "clear":
      return meaning.at;
    case "gap":
      return choice === "later" ? meaning.at : null;
    case "overlap":
      return choice === "first" || choice === "second" ? meaning[choice].at : null;
    default:
      return null;
  }
}
