"use client";

import { bounceWordOf } from "@packpost/core/campaign/outcome-kinds";
import type { RecipientExplanation } from "@packpost/core/campaign/report/explain-recipient";
import { IconMail } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { bounceKinds, dropKinds } from "#web/components/status/outcome-kind-labels.ts";
import { recipientStates } from "#web/components/status/state-vocabulary.ts";
import { RecipientBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useShownMail } from "#web/features/campaigns/sent-mail/use-shown-mail.ts";
import { BlockedAdvice } from "./blocked-advice.tsx";
import { ReachNow } from "./contactability.tsx";
import { FixLink } from "./fix-link.tsx";
import classes from "./recipient-panel.module.css";
import { RecipientTimeline } from "./recipient-timeline.tsx";
import { SkipReasons } from "./skip-reasons.tsx";

interface RecipientExplainedProps {
  campaignId: string;
  passId: string | null;
  recipient: RecipientExplanation;
  /** The sender's address, for the advice to a blocked customer. */
  sender: string;
  canSeeSuppressions: boolean;
}

/** Who, what they are now and why, what to do about it, and everything that happened in order (C9). */
export function RecipientExplained({
  campaignId,
  passId,
  recipient,
  sender,
  canSeeSuppressions,
}: RecipientExplainedProps) {
  const [, show] = useShownMail();
  const { status, dropReason, email } = recipient;
  const bounce = status === "bounced" ? bounceWordOf(recipient) : null;
  const kind =
    bounce !== null
      ? bounceKinds[bounce]
      : dropReason !== null && status === "dropped"
        ? dropKinds[dropReason]
        : null;
  const suppressed = bounce === "hard" || dropReason === "earlier_bounce" || dropReason === "blocked_by_hand";
  const hasMail = status !== "skipped" && status !== "cancelled";
  return (
    <div className={classes.body}>
      <div>
        <h2 className={classes.name}>{recipient.name}</h2>
        <p className={classes.facts}>
          Customer {recipient.number} · {email ?? "no email address"}
        </p>
        {recipient.emailNow !== null && (
          <p className={classes.facts}>The address in their file is now {recipient.emailNow}.</p>
        )}
      </div>
      <section className={classes.now} aria-label="Now">
        <p className={classes.state}>
          <RecipientBadge status={status} bot={recipient.bot} />
          {recipient.statusAt !== null && (
            <span>
              since <Time at={recipient.statusAt} />
            </span>
          )}
        </p>
        <p>{recipientStates[status].meaning}</p>
        {recipient.bot !== null && (
          <p>
            A mail program or scanner {recipient.bot === "opened" ? "opened it" : "followed its links"}: no
            person has, as far as we can tell.
          </p>
        )}
        {kind !== null && (
          <p>
            <b>{kind.word}:</b> {kind.meaning} {bounce !== "blocked" && kind.advice}
          </p>
        )}
        <ReachNow recipient={recipient} />
        {suppressed && canSeeSuppressions && <FixLink reason="hard_bounced" email={email} />}
        {status === "skipped" && (
          <SkipReasons
            campaignId={campaignId}
            customerId={recipient.customerId}
            passId={passId}
            reasons={recipient.reasons}
            still={recipient.still}
            email={email}
            canSeeSuppressions={canSeeSuppressions}
          />
        )}
      </section>
      {(bounce === "blocked" || bounce === "spam_content" || status === "spam_complaint") && (
        <div className={classes.advice}>
          <BlockedAdvice sender={sender} complaint={status === "spam_complaint"} />
        </div>
      )}
      {hasMail && (
        <Button
          variant="default"
          className={classes.mail}
          leftSection={<IconMail size={17} stroke={1.8} aria-hidden />}
          onClick={() => void show(recipient.id)}
        >
          Show the mail
        </Button>
      )}
      <RecipientTimeline events={recipient.events} omitted={recipient.omitted} />
    </div>
  );
}
