"use client";

import type { SendAlertInput } from "@packpost/core/alert/schemas";
import type { SendAlertResult } from "@packpost/core/alert/send-alert";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { rangeProblemWords } from "../words/range-words.ts";

type Outcome<Word extends SendAlertResult["outcome"]> = Extract<SendAlertResult, { outcome: Word }>;

interface UseSendAlertOptions {
  onSent: () => void;
  /** Others would get it by now: the count is asked for anew. */
  onCountAgain: () => void;
}

/** Sends what was confirmed, once for as long as its dialog is open: the alert has its id from here, so a double click is one. */
export function useSendAlert({ onSent, onCountAgain }: UseSendAlertOptions) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [alertId] = useState(() => crypto.randomUUID());
  const [recent, setRecent] = useState<Outcome<"sent_recently"> | null>(null);
  const [changed, setChanged] = useState<Outcome<"audience_changed"> | null>(null);
  const [refused, setRefused] = useState<ShownError | null>(null);
  const send = useMutation(
    trpc.alert.send.mutationOptions({
      onMutate: () => setRefused(null),
      onSuccess: async (said) => {
        if (said.outcome === "sent") {
          await queryClient.invalidateQueries(trpc.alert.list.pathFilter());
          return onSent();
        }
        if (said.outcome === "sent_recently") return setRecent(said);
        if (said.outcome === "audience_changed") setChanged(said);
        else setRefused(wordsOf(said));
        onCountAgain();
      },
    }),
  );
  return {
    send: {
      isPending: send.isPending,
      error: send.error,
      ask: (asked: Omit<SendAlertInput, "alertId">) => send.mutate({ ...asked, alertId }),
    },
    recent,
    changed,
    refused,
  };
}

function wordsOf(
  said: Exclude<SendAlertResult, { outcome: "sent" | "sent_recently" | "audience_changed" }>,
): ShownError {
  const effect = "Nothing was sent.";
  switch (said.outcome) {
    case "nobody":
      return {
        message: "Nobody of this range can be texted any more.",
        effect,
        nextStep: "Choose another range.",
      };
    case "problem":
      return { message: rangeProblemWords[said.problem], effect };
    case "texting_paused":
      return {
        message: "The text provider refuses our texts just now.",
        effect: `It says: ${said.providerMessage}`,
        nextStep: "Look at Settings › Texting.",
      };
    case "sending_stopped":
      return {
        message: "All sending is stopped.",
        effect,
        nextStep: "An owner or admin can allow it in the settings.",
      };
  }
}
