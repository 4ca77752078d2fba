"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import {
  type PickedRecipient,
  RecipientPicker,
} from "#web/features/campaigns/editor/mail/recipient-picker.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { AddressField, findFault } from "./address-field.tsx";
import { DeliveryLines } from "./delivery-lines.tsx";
import type { DraftToPreview } from "./draft-to-preview.ts";
import { formatRefusal } from "./format-refusal.ts";
import classes from "./preview-dialog.module.css";
import { useDeliveries } from "./use-deliveries.ts";

/** To whom and as whom; below it the previews already sent, with what became of them. */
export function PreviewDialog(props: DraftToPreview & { onClose: () => void }) {
  const { campaignId, fields, saver, onClose } = props;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const zone = useOrganisationZone();
  const me = useQuery(trpc.account.me.queryOptions());
  const [typed, setTyped] = useState<string[] | null>(null);
  const [recipient, setRecipient] = useState<PickedRecipient | null>(props.recipient);
  const [refused, setRefused] = useState<ShownError | null>(null);
  const [saving, setSaving] = useState(false);
  const to = typed ?? (me.data === undefined ? [] : [me.data.email]);
  const deliveries = useDeliveries(campaignId);
  const previews = deliveries.data?.filter(({ purpose }) => purpose === "preview") ?? [];
  const send = useMutation(
    trpc.delivery.sendPreview.mutationOptions({
      onSuccess: async (result) => {
        setRefused(result.outcome === "queued" ? null : formatRefusal(result, zone));
        await queryClient.invalidateQueries(trpc.delivery.ofCampaign.queryFilter({ campaignId }));
      },
    }),
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (to.length === 0 || findFault(to) !== null || saving || send.isPending) return;
    setRefused(null);
    setSaving(true);
    const saved = await saver.flush();
    setSaving(false);
    if (!saved) {
      setRefused({
        message: "The draft could not be saved.",
        effect: "Nothing was sent.",
        nextStep: "Look at the notice above the text, then send again.",
      });
      return;
    }
    send.mutate({
      campaignId,
      version: saver.read().version,
      to: to.join("\n"),
      customerId: recipient?.customerId ?? null,
    });
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <AddressField value={to} onChange={setTyped} />
      <div className={classes.as}>
        <span>As</span>
        <RecipientPicker
          campaignId={campaignId}
          passId={fields.passId}
          picked={recipient}
          onPick={setRecipient}
        />
      </div>
      <p className={classes.note}>
        Its subject begins with [Preview] and it says that it is one. It counts nowhere.
      </p>
      {(refused !== null || send.error !== null) && <ErrorNotice error={refused ?? send.error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button
          type="submit"
          loading={saving || send.isPending}
          disabled={to.length === 0 || findFault(to) !== null}
        >
          Send preview
        </Button>
      </div>
      {previews.length > 0 && (
        <div className={classes.log} role="status">
          <h3>Previews sent</h3>
          <DeliveryLines requests={previews} />
        </div>
      )}
    </form>
  );
}
