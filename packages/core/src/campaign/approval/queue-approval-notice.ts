import type { EntityManager } from "@packpost/db/orm";
import type { Context } from "../../context.ts";
import { type NoticeText, queueStaffMail } from "../../delivery/notice/queue-notice.ts";
import { cityOf } from "../../local-time/city-of.ts";
import { findCampaign } from "../find-campaign.ts";

/**
 * Queues, in the running transaction, one mail to each of some staff about an approval of a campaign; its button leads to the
 * campaign's page, where they sign in. Those who have left get none.
 * @param mail.text says it with the campaign's name
 */
export async function queueApprovalNotice(
  em: EntityManager,
  ctx: Context,
  mail: {
    readonly campaignId: string;
    readonly staffIds: readonly string[];
    readonly text: (name: string) => NoticeText;
    readonly closing: string;
  },
): Promise<number> {
  const { campaignId, staffIds, closing } = mail;
  const campaign = await findCampaign(em, ctx, campaignId);
  const name = campaign.name.replace(/\s+/g, " ").trim();
  return queueStaffMail(em, ctx, {
    of: {
      ...{ id: campaignId, kind: "campaign", staffIds, closing },
      ...{ path: `/campaigns/${campaignId}`, look: "Look at the campaign" },
    },
    about: "approval",
    text: mail.text(name),
    orOrganisation: false,
  });
}

/** "1,234 people", as mails to staff say it. */
export function peopleWords(people: number): string {
  return `${people.toLocaleString("en-US")} ${people === 1 ? "person" : "people"}`;
}

/** "Monday 30 November 2026 at 09:00 (Berlin time)". */
export function timeWords(at: Date, zone: string): string {
  const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "full" }).format(at);
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" }).format(at);
  return `${day.replace(",", "")} at ${time} (${cityOf(zone)} time)`;
}
