"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { Preflight } from "#web/features/campaigns/preflight/preflight.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { AudienceChangesNotice } from "./audience-changes.tsx";
import type { SendKind } from "./format-refusal.ts";
import classes from "./send-dialog.module.css";
import { SendFacts } from "./send-facts.tsx";
import type { QuestionProps, SendQuestion } from "./use-send-question.ts";

interface SendQuestionDialogProps extends QuestionProps {
  kind: SendKind;
  question: SendQuestion;
  title: string;
  /** What the button says, and what is asked again when the audience has changed. */
  confirmLabel: string;
  pending: boolean;
  error: unknown;
  onConfirm: () => void;
  /** When it begins, where that is chosen here. */
  when?: ReactNode;
  /** That time; null while it is open, undefined for now. */
  beginsAt?: Date | null;
  blocked?: boolean;
  /** What can still be done afterwards. */
  note: string;
}

/** To how many, from whom, which subject, until when, what was looked at; and again with both numbers if they changed. */
export function SendQuestionDialog(props: SendQuestionDialogProps) {
  const { kind, question, campaign, fields, opened, onClose, fieldsWithoutFallback, when, note } = props;
  const { count, changed } = question;
  const trpc = useTRPC();
  const missing = useQuery(
    trpc.audience.countMissing.queryOptions(
      { campaignId: campaign.id, passId: fields.passId ?? "", fields: [...fieldsWithoutFallback] },
      { enabled: opened && fieldsWithoutFallback.length > 0 && fields.passId !== null },
    ),
  );
  const audience = useQuery(
    trpc.audience.count.queryOptions(
      { campaignId: campaign.id, passId: fields.passId ?? "" },
      { enabled: opened && fields.passId !== null },
    ),
  );
  return (
    <ConfirmDialog
      // A new number is a new question, and so is another review with the same one.
      question={changed?.reviewId ?? count}
      opened={opened}
      onClose={onClose}
      title={props.title}
      count={count}
      confirmLabel={props.confirmLabel}
      onConfirm={props.onConfirm}
      pending={props.pending}
      error={question.refused ?? props.error}
      blocked={props.blocked ?? false}
    >
      {changed !== null && (
        <AudienceChangesNotice
          kind={kind}
          confirmed={changed.confirmed}
          now={changed.now}
          changes={changed.changes ?? null}
        />
      )}
      {when}
      <SendFacts {...props} count={count} beginsAt={props.beginsAt} />
      <Preflight
        problems={props.problems}
        missing={missing.data ?? []}
        open={audience.data?.open ?? []}
        hasUnsubscribe={props.hasUnsubscribe}
        hasText={fields.subject.trim() !== "" || fields.bodyMarkdown.trim() !== ""}
        onJump={onClose}
      />
      <p className={classes.undo}>{note}</p>
    </ConfirmDialog>
  );
}
