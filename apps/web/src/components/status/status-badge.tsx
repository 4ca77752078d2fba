import type { RecipientStatus } from "@packpost/core/campaign/buckets";
import { type Icon, IconRobot, IconUserCheck } from "@tabler/icons-react";
import { formatCount, formatPeople } from "../form/format-number.ts";
import { type CampaignStatus, campaignStates, recipientStates, type Tone } from "./state-vocabulary.ts";
import classes from "./status-badge.module.css";
import { textMeanings } from "./text-meanings.ts";
import tones from "./tone.module.css";

interface RecipientBadgeProps {
  status: RecipientStatus;
  /** What a program, not a person, did with it. */
  bot?: "opened" | "clicked" | null;
  /** It is a text, not a mail. */
  text?: boolean;
}

/** A recipient's state; its explanation on hover, and in the glossary for those who cannot hover. */
export function RecipientBadge({ status, bot = null, text = false }: RecipientBadgeProps) {
  const { word, tone, icon, meaning } = recipientStates[status];
  const title = (text ? textMeanings[status] : undefined) ?? meaning;
  return (
    <span className={classes.group}>
      <ToneBadge tone={tone} icon={icon} title={title}>
        {word}
      </ToneBadge>
      {bot !== null && (
        <ToneBadge
          tone="grey"
          icon={IconRobot}
          title={`A mail program or scanner ${bot === "opened" ? "opened it" : "followed its links"}, not a person.`}
        >
          {bot === "opened" ? "machine open" : "machine click"}
        </ToneBadge>
      )}
    </span>
  );
}

interface CampaignBadgeProps {
  status: CampaignStatus;
  /** People of whom the provider has not said whether they got it: it is not plainly sent. */
  unconfirmed?: number;
  /** A draft that somebody asks to send: another person is to approve it. */
  awaitsApproval?: boolean;
  /** In a narrow column, where what is unusual matters most: "12 unconfirmed". */
  short?: boolean;
}

/** A campaign's state. */
export function CampaignBadge({
  status,
  unconfirmed = 0,
  awaitsApproval = false,
  short = false,
}: CampaignBadgeProps) {
  if (status === "draft" && awaitsApproval)
    return (
      <ToneBadge
        tone="marigold"
        icon={IconUserCheck}
        title="Somebody asks to send it, and a colleague is to approve that."
      >
        {short ? "To approve" : "Waiting for approval"}
      </ToneBadge>
    );
  const { word, tone, icon, meaning } = campaignStates[status];
  if (unconfirmed > 0 && (status === "sent" || status === "cancelled")) {
    const { icon: unsure, meaning: means } = recipientStates.unconfirmed;
    return (
      <ToneBadge tone="marigold" icon={unsure} title={`${word}. ${formatPeople(unconfirmed)}: ${means}`}>
        {`${short ? "" : `${word} · `}${formatCount(unconfirmed)} unconfirmed`}
      </ToneBadge>
    );
  }
  return (
    <ToneBadge tone={tone} icon={icon} title={meaning}>
      {word}
    </ToneBadge>
  );
}

interface ToneBadgeProps {
  tone: Tone;
  icon?: Icon;
  title?: string;
  children: string;
}

/** A small tinted word, e.g. a reason. Use the badges above for states. */
export function ToneBadge({ tone, icon: Icon, title, children }: ToneBadgeProps) {
  return (
    <span className={`${classes.badge} ${tones.tinted}`} data-tone={tone} title={title}>
      {Icon !== undefined && <Icon size={14} stroke={1.9} aria-hidden />}
      <span className={classes.word}>{children}</span>
    </span>
  );
}
