"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "#web/components/confirm-dialog.tsx";
import { formatCount, formatPeople } from "#web/components/format-number.ts";
import { useOrganisationZone } from "#web/components/organisation-zone.tsx";
import type { ShownError } from "#web/components/shown-error.ts";
import { missingWord } from "#web/features/campaigns/audience/audience-filters.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { wordExpectedEnd } from "./expected-end.ts";
import type { SendButtonProps } from "./send-button.tsx";
import classes from "./send-dialog.module.css";
import { wordRefusal } from "./word-refusal.ts";

interface SendDialogProps extends SendButtonProps {
  /** How many will receive it, as the page shows it. */
  people: number;
  opened: boolean;
  onClose: () => void;
}

/** The last question: to how many, from whom, which subject, until when; and again with both numbers if they changed. */
export function SendDialog(props: SendDialogProps) {
  const { campaign, fields, saver, people, opened, onClose, shownSubject, fieldsWithoutFallback } = props;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const zone = useOrganisationZone();
  const [changed, setChanged] = useState<{ confirmed: number; now: number } | null>(null);
  const [refused, setRefused] = useState<ShownError | null>(null);
  const missing = useQuery(
    trpc.audience.countMissing.queryOptions(
      { passId: fields.passId ?? "", fields: [...fieldsWithoutFallback] },
      { enabled: opened && fieldsWithoutFallback.length > 0 && fields.passId !== null },
    ),
  );
  const refreshPage = async () => {
    await queryClient.invalidateQueries(trpc.campaign.progress.queryFilter({ campaignId: campaign.id }));
    await queryClient.invalidateQueries(trpc.campaign.get.queryFilter({ campaignId: campaign.id }));
  };
  const send = useMutation(
    trpc.campaign.sending.send.mutationOptions({
      networkMode: "always", // nothing is sent later behind somebody's back
      onSuccess: async (result) => {
        if (result.outcome === "scheduled" || result.outcome === "already_sending") return refreshPage();
        if (result.outcome === "audience_changed") {
          setChanged(result);
          setRefused(null);
          await queryClient.invalidateQueries(trpc.audience.pathFilter());
          return;
        }
        setRefused(wordRefusal(result));
      },
    }),
  );
  const count = changed?.now ?? people;
  const confirm = async () => {
    setRefused(null);
    if (!(await saver.flush())) {
      setRefused({
        message: "The draft could not be saved.",
        effect: "Nothing was sent.",
        nextStep: "Look at the notice above the text, then send again.",
      });
      return;
    }
    send.mutate({ campaignId: campaign.id, version: saver.read().version, confirmedCount: count });
  };
  const close = () => {
    setChanged(null);
    setRefused(null);
    send.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      // A new number is a new question, and is typed anew.
      key={count}
      opened={opened}
      onClose={close}
      title={`Send “${fields.name}” to ${formatPeople(count)}?`}
      count={count}
      confirmLabel={`Send to ${formatPeople(count)}`}
      onConfirm={() => void confirm()}
      pending={send.isPending || (send.isSuccess && send.data.outcome === "scheduled")}
      error={refused ?? send.error}
    >
      {changed !== null && (
        <p className={classes.changed} role="alert">
          <b>
            {formatCount(changed.confirmed)} → {formatCount(changed.now)}
          </b>{" "}
          The audience has changed since you looked. Nothing was sent. Send it to {formatPeople(changed.now)}?
        </p>
      )}
      <dl className={classes.facts}>
        <dt>To</dt>
        <dd>
          Holders of {campaign.passes.find(({ id }) => id === fields.passId)?.name ?? "the pass"} in good
          standing, by email
        </dd>
        <dt>From</dt>
        <dd>
          {campaign.sender.name} &lt;{campaign.sender.email}&gt;
        </dd>
        <dt>Subject</dt>
        <dd>{shownSubject || fields.subject}</dd>
        <dt>Done</dt>
        <dd>{wordExpectedEnd(count, new Date(), zone, campaign.sender.perSecond)}</dd>
        {missing.data?.map(({ field, people: lacking }) => (
          <Gap
            key={field}
            words={`${formatCount(lacking)} have no ${missingWord(field)} and see a gap there`}
          />
        ))}
      </dl>
      <p className={classes.undo}>
        For 10 seconds you can take it back. After that you can pause it or cancel the rest.
      </p>
    </ConfirmDialog>
  );
}

function Gap({ words }: { words: string }) {
  return (
    <>
      <dt>Note</dt>
      <dd className={classes.gap}>{words}</dd>
    </>
  );
}
