"use client";

import type { CampaignMail } from "@packpost/core/customer/mail/list-campaign-mails";
import type { ConnectionNote } from "@packpost/core/customer/mail/list-notes";
import { IconHelpCircle, IconInfoCircle } from "@tabler/icons-react";
import Link from "next/link";
import { usePopover } from "#web/components/overlay/use-popover.ts";
import { formatProvider } from "#web/components/status/format-provider.ts";
import { bounceKinds, dropKinds } from "#web/components/status/outcome-kind-labels.ts";
import { RecipientBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { AsSent } from "./as-sent.tsx";
import classes from "./message-info.module.css";
import { SendAgain } from "./send-again.tsx";
import { useCustomerId } from "./use-customer-id.ts";

/** What is told of a message, whichever list it stands in. */
export type InfoMessage = Pick<
  ConnectionNote,
  | "kind"
  | "id"
  | "channel"
  | "title"
  | "status"
  | "address"
  | "providerMessage"
  | "dropReason"
  | "openedAt"
  | "deliveredAt"
  | "at"
> &
  Partial<Pick<ConnectionNote, "type">> &
  Partial<Pick<CampaignMail, "bounce" | "bounceKind" | "clickedAt" | "botOpenedAt" | "bot">> & {
    received?: boolean;
  };

/** It did not reach them. */
const failed: ReadonlySet<string> = new Set(["bounced", "dropped", "failed", "undelivered"]);

/** The info icon of article 004: grey when the message went out, red when it did not. Its popover tells the rest. */
export function MessageInfo({
  message,
  campaign,
}: {
  message: InfoMessage;
  campaign: { id: string; name: string } | null;
}) {
  const popover = usePopover("start", (panel) => panel.focus({ preventScroll: true }));
  const { status } = message;
  const isRed = status !== null && failed.has(status);
  const isUnsure = status === "unconfirmed";
  const Icon = isUnsure ? IconHelpCircle : IconInfoCircle;
  const what = isRed
    ? "It did not reach them: why"
    : isUnsure
      ? "It is not known whether it arrived"
      : "Details";
  return (
    <>
      <button
        {...popover.buttonProps}
        type="button"
        className={classes.button}
        data-state={isRed ? "red" : isUnsure ? "unsure" : undefined}
        aria-haspopup="dialog"
        aria-label={`${what}: ${message.title}`}
        title={what}
      >
        <Icon size={19} stroke={1.7} aria-hidden />
      </button>
      <div
        {...popover.popoverProps}
        role="dialog"
        // A long answer of a server scrolls with the arrow keys.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={`Details of ${message.title}`}
        className={classes.panel}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          popover.close({ giveBackFocus: true });
        }}
      >
        {popover.opened && (
          <Details
            message={message}
            campaign={campaign}
            isRed={isRed}
            onOpen={() => popover.close({ giveBackFocus: true })}
          />
        )}
      </div>
    </>
  );
}

function Details({
  message,
  campaign,
  isRed,
  onOpen,
}: {
  message: InfoMessage;
  campaign: { id: string; name: string } | null;
  isRed: boolean;
  onOpen: () => void;
}) {
  const customerId = useCustomerId();
  const { status, channel, address, received = false } = message;
  const said = formatProvider(message.providerMessage);
  const kind = kindOf(message);
  return (
    <>
      <div className={classes.head}>
        {status === null ? (
          <b>{received ? "Received" : "Sent"}</b>
        ) : (
          <RecipientBadge status={status} bot={message.bot ?? null} text={channel === "sms"} />
        )}
        {address !== null && (
          <span>
            {received ? "from" : "to"} {address}
          </span>
        )}
      </div>
      {kind !== null && (
        <p className={classes.kind}>
          <b>{kind.word}.</b> {kind.meaning} {kind.advice}
        </p>
      )}
      {said !== null && said !== "" && (
        <div className={classes.said} data-red={isRed || undefined}>
          <span>{isRed ? "The server’s error" : "Server response"}</span>
          <code>{said}</code>
        </div>
      )}
      <dl className={classes.times}>
        <Row label={received ? "Received" : isRed ? "Sent, or tried" : "Sent"} at={message.at} />
        <Row label="Delivered" at={message.deliveredAt} />
        <Row label="Opened" at={message.openedAt} />
        {message.openedAt === null && <Row label="Opened by a program" at={message.botOpenedAt ?? null} />}
        <Row label="Clicked" at={message.clickedAt ?? null} />
      </dl>
      <AsSent customerId={customerId} message={{ kind: message.kind, id: message.id }} onOpen={onOpen} />
      {message.type === "individual" && (isRed || status === "unconfirmed") && (
        <SendAgain customerId={customerId} deliveryId={message.id} isUnsure={!isRed} onSent={onOpen} />
      )}
      {campaign !== null && (
        <Link
          href={`/campaigns/${campaign.id}?recipient=${message.id}`}
          prefetch={false}
          className={classes.link}
        >
          Everything that happened, on the campaign’s page
        </Link>
      )}
    </>
  );
}

function Row({ label, at }: { label: string; at: Date | null }) {
  if (at === null) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Time at={at} />
      </dd>
    </div>
  );
}

function kindOf({ status, bounce, bounceKind, dropReason }: InfoMessage) {
  if (dropReason !== null) return dropKinds[dropReason];
  if (status !== "bounced" || bounce === undefined || bounce === null) return null;
  return bounceKinds[bounce === "hard" ? "hard" : (bounceKind ?? bounce)];
}
