"use client";

import { Textarea } from "@mantine/core";
import type { ChoiceChannel } from "@packpost/core/customer/communications/get-communications";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { channelWords } from "./channel-words.ts";
import classes from "./communications.module.css";

interface SubscribeAgainProps {
  channel: ChoiceChannel;
  busy: boolean;
  error: unknown;
  /** STOP came from their phone meanwhile. */
  stopped: boolean;
  onClose: () => void;
  onConfirm: (reason: string) => void;
}

/** A yes after a no is the customer's: the team says how they got it, and that stays on record (P6). */
export function SubscribeAgain({ channel, busy, error, stopped, onClose, onConfirm }: SubscribeAgainProps) {
  const [reason, setReason] = useState("");
  const { inSentence } = channelWords[channel];
  const isSaid = reason.trim().length >= 3;
  return (
    <Dialog opened onClose={onClose} title={`Send them ${inSentence} again`} width={520} locked={busy}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isSaid) onConfirm(reason.trim());
        }}
      >
        <p>
          They said that they want no {inSentence}. Only they can take that back. How did they tell you? It
          stays on record with your name.
        </p>
        <Textarea
          label="How they told you"
          placeholder="Called on Monday and asked for the newsletter again"
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {stopped && (
          <ErrorNotice
            error={{
              message: "Their phone has texted STOP, so nothing was changed.",
              nextStep: "Only START from it lifts that.",
            }}
          />
        )}
        {error !== null && <ErrorNotice error={error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!isSaid}>
            Subscribe again
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
