import { sql } from "kysely";
import type { OrganisationId } from "../../organisation-id.ts";
import type { EntityManager } from "../../orm.ts";
import type { Calendar } from "../calendar.ts";
import { insertRows, type Row } from "../insert-rows.ts";
import { idFrom, type Random } from "../random.ts";
import { draftCampaign, type PastCampaign, pastCampaigns } from "./past-campaigns.ts";
import { type AudienceMember, frozenPeople, recipientRows } from "./recipient-rows.ts";
import type { PassIds } from "./registration-rows.ts";

export type DraftContent = {
  readonly subject: string;
  readonly preheader: string;
  readonly bodyMarkdown: string;
};

type Scope = {
  readonly em: EntityManager;
  readonly organisationId: OrganisationId;
  readonly passes: PassIds;
  readonly authorId: string;
  readonly calendar: Calendar;
  readonly random: Random;
  /** Freezes what was written as `broadcast.template`; the renderer that sends (core) is not known here. */
  readonly freeze: (draft: DraftContent, passId: string) => Promise<object>;
};

/** Campaigns of the past months with an outcome for every person, and one draft. */
export async function seedPastCampaigns(scope: Scope): Promise<void> {
  for (const campaign of pastCampaigns) await seedPastCampaign(campaign, scope);
  const { authorId, calendar, organisationId, passes, random } = scope;
  const createdAt = calendar.at(-2, "16:10");
  const id = idFrom(createdAt, random);
  await insertRows(scope.em, "broadcast", [
    { organisation_id: organisationId, id, kind: "campaign", changed_at: createdAt },
  ]);
  await insertRows(scope.em, "campaign", [
    {
      organisation_id: organisationId,
      id,
      name: draftCampaign.name,
      pass_id: passes[draftCampaign.pass],
      subject: draftCampaign.subject,
      preheader: draftCampaign.preheader,
      body_markdown: draftCampaign.bodyMarkdown,
      version: 3,
      author_id: authorId,
      created_at: createdAt,
      updated_at: createdAt,
    },
  ]);
}

async function seedPastCampaign(campaign: PastCampaign, scope: Scope): Promise<void> {
  const { em, authorId, calendar, organisationId, passes, random } = scope;
  const beganAt = calendar.at(-campaign.daysAgo, "10:00");
  const members = await listMembers(em, passes[campaign.pass], beganAt);
  const campaignId = idFrom(calendar.at(-campaign.daysAgo - 1, "15:30"), random);
  const attemptId = idFrom(beganAt, random);
  const rows = recipientRows(campaign, members, { ...scope, campaignId, attemptId, beganAt });
  const people = frozenPeople(members, rows);
  const ids = people.map(({ id }) => String(id)).sort();
  const finishedAt = new Date(beganAt.getTime() + 3 * 60_000);
  await insertRows(em, "broadcast", [
    {
      organisation_id: organisationId,
      id: campaignId,
      kind: "campaign",
      status: campaign.sentShare < 1 ? "cancelled" : "sent",
      template: await scope.freeze(campaign, passes[campaign.pass]),
      send_at: beganAt,
      sent_by: authorId,
      confirmed_count: rows.filter((row) => row.slice === 0).length,
      sending_began_at: beganAt,
      snapshot_at: beganAt,
      finished_at: finishedAt,
      revision: 1,
      observed_revision: 1,
      changed_at: finishedAt,
      slices: 1,
    },
  ]);
  await insertRows(em, "campaign", [
    {
      organisation_id: organisationId,
      id: campaignId,
      name: campaign.name,
      pass_id: passes[campaign.pass],
      subject: campaign.subject,
      preheader: campaign.preheader,
      body_markdown: campaign.bodyMarkdown,
      version: 1,
      author_id: authorId,
      created_at: calendar.at(-campaign.daysAgo - 1, "15:30"),
      updated_at: calendar.at(-campaign.daysAgo, "09:58"),
    },
  ]);
  await insertRows(em, "attempt", [
    {
      organisation_id: organisationId,
      id: attemptId,
      broadcast_id: campaignId,
      claimed_at: beganAt,
      call_until: new Date(beganAt.getTime() + 15_000),
      ended_at: new Date(beganAt.getTime() + 900),
      outcome: "recorded",
      recipients: people.length,
      slice: 0,
      first_recipient_id: ids[0] ?? null,
      last_recipient_id: ids.at(-1) ?? null,
      people: people,
      answered_at: new Date(beganAt.getTime() + 900),
      answered: people.length,
    },
  ]);
  await insertRows(em, "recipient", rows);
  await insertRows(em, "click", clickRows(campaign, rows, random));
}

/** Everybody the pass concerned by then, in the order of the snapshot (customer numbers). */
async function listMembers(em: EntityManager, passId: string, at: Date): Promise<AudienceMember[]> {
  const found = await sql<AudienceMember>`
    select s.customer_id, c.email, c.email_key, c.first_name, c.last_name, c.pet_names, s.valid_through::text,
      reasons_on(${at}::date, ${at}, s.reasons, s.valid_through, s.first_expiry, s.last_contact_at) as reasons
    from eligibility s join customer c on c.organisation_id = s.organisation_id and c.id = s.customer_id
    where s.pass_id = ${passId} and c.created_at < ${at}
    order by c.number`.execute(em.getKysely());
  return found.rows;
}

/** One click for each person who clicked, on the first link most of the time, and a second one sometimes. */
function clickRows(campaign: PastCampaign, recipients: readonly Row[], random: Random): Row[] {
  return recipients.flatMap((recipient) => {
    if (!(recipient.clicked_at instanceof Date)) return [];
    const first = random.chance(0.7) ? campaign.links[0] : random.pick(campaign.links);
    const urls = new Set(random.chance(0.2) ? campaign.links : [first]);
    let at = recipient.clicked_at.getTime() - 40_000;
    return [...urls].map((url) => {
      at += 40_000;
      return {
        organisation_id: recipient.organisation_id,
        id: idFrom(new Date(at), random),
        broadcast_id: recipient.broadcast_id,
        recipient_id: recipient.id,
        url,
        at: new Date(at),
        bot: false,
        dedupe_key: `seed/${String(recipient.id)}/${url}`,
      };
    });
  });
}
