import { IconCornerDownRight } from "@tabler/icons-react";
import Link from "next/link";
import classes from "./content.module.css";
import { fieldOf } from "./event-field.ts";

interface AnsweredMailProps {
  event: unknown;
  /** Campaigns are of the messages tab's people. */
  opensCampaigns: boolean;
}

/** Above an answer to a mail that stands in no thread: which one (V9). */
export function AnsweredMail({ event, opensCampaigns }: AnsweredMailProps) {
  const kind = fieldOf(event, "kind");
  const campaignId = fieldOf(event, "campaignId");
  const name = fieldOf(event, "name") ?? fieldOf(event, "subject") ?? "";
  if (kind !== "answers_campaign" && kind !== "answers_mail") return null;
  const what = kind === "answers_campaign" ? "Answers the campaign" : "Answers the email";
  return (
    <div className={classes.answered}>
      <IconCornerDownRight size={14} stroke={1.8} aria-hidden />
      <span>
        {what}{" "}
        {campaignId !== undefined && opensCampaigns ? (
          <Link href={`/campaigns/${campaignId}`}>{name}</Link>
        ) : (
          <b>{name}</b>
        )}
      </span>
    </div>
  );
}
