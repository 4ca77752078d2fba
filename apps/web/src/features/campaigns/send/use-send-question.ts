"use client";

import type { SendCampaignResult } from "@packpost/core/campaign/send/send-campaign";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notifications } from "#web/components/page/announce.ts";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import type { DraftToSend } from "./draft-to-send.ts";
import { formatRefusal, formatUnsaved, type SendKind } from "./format-refusal.ts";
import { useReview } from "./use-review.ts";

export interface QuestionProps extends DraftToSend {
  /** How many will receive it, as the page shows it. */
  people: number;
  opened: boolean;
  onClose: () => void;
}

/** What was confirmed, as the server wants it told. */
export interface Confirmed {
  campaignId: string;
  version: number;
  confirmedCount: number;
  reviewId: string | null;
}

type AudienceChanged = Extract<SendCampaignResult, { outcome: "audience_changed" }>;

/** The last question before a send, now or at a time: what was asked about, what became of the answer. */
export interface SendQuestion {
  /** How many it is about: who would receive it when the question was asked, or asked again. */
  count: number;
  /** So many are only written to once a second person has approved it. */
  asksApproval: boolean;
  /** Why it is asked again. */
  changed: AudienceChanged | null;
  refused: ShownError | null;
  /** Saves the draft, then goes on with what is confirmed. */
  confirm: (goOn: (confirmed: Confirmed) => void) => Promise<void>;
  /** What the server made of it. */
  take: (result: SendCampaignResult) => Promise<void>;
  /** Forgets question and answers. */
  reset: () => void;
}

/** Holds the question while it is on screen; who would receive it is written down when it opens (C7). */
export function useSendQuestion(
  { campaign, saver, people, opened, onClose, approvalOver }: QuestionProps,
  kind: SendKind,
): SendQuestion {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [changed, setChanged] = useState<AudienceChanged | null>(null);
  const [refused, setRefused] = useState<ShownError | null>(null);
  const review = useReview(campaign.id, saver, opened);
  const count = changed?.now ?? review?.willReceive ?? people;
  const campaignId = campaign.id;
  return {
    count,
    asksApproval: approvalOver !== null && count > approvalOver,
    changed,
    refused,
    async confirm(goOn) {
      setRefused(null);
      if (!(await saver.flush())) return setRefused(formatUnsaved(kind));
      const reviewId = changed?.reviewId ?? review?.reviewId ?? null;
      goOn({ campaignId, version: saver.read().version, confirmedCount: count, reviewId });
    },
    async take(result) {
      if (result.outcome === "scheduled" || result.outcome === "already_sending") {
        await queryClient.invalidateQueries(trpc.campaign.progress.queryFilter({ campaignId }));
        await queryClient.invalidateQueries(trpc.campaign.get.queryFilter({ campaignId }));
      } else if (result.outcome === "approval_asked") {
        notifications.show({
          message: `Asked for approval: ${result.approvers === 1 ? "a colleague has" : `${result.approvers} colleagues have`} a mail.`,
        });
        await queryClient.invalidateQueries(trpc.campaign.approval.get.queryFilter({ campaignId }));
        onClose();
      } else if (result.outcome === "audience_changed") {
        setChanged(result);
        await queryClient.invalidateQueries(trpc.audience.pathFilter());
      } else setRefused(formatRefusal(result, kind));
    },
    reset() {
      setChanged(null);
      setRefused(null);
    },
  };
}
