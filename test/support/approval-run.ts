import type { TestWeb } from "./open-web.ts";
import type { TestOrganisation, TestWorld } from "./open-world.ts";

/** How many would receive the campaign. */
export const PEOPLE = 8;

/** An organisation that wants a second person for more than five; its owner is about to send a draft to eight. */
export async function startApproval(
  world: TestWorld,
  web: TestWeb,
  settings: { approvalOver?: number | null } = {},
) {
  const organisation = await world.organisation(PEOPLE);
  const owner = await web.as(organisation);
  const admin = await web.as(organisation, "admin");
  await world.owner.query("update organisation set approval_over = $2 where id = $1", [
    organisation.ctx.organisationId,
    settings.approvalOver === undefined ? 5 : settings.approvalOver,
  ]);
  const campaignId = await world.draft(organisation);
  const send = { campaignId, version: 2, confirmedCount: PEOPLE };
  const requestOf = async () => (await owner.campaign.approval.get({ campaignId })).request;
  const requestId = async () => (await requestOf())?.id ?? "";
  return { organisation, owner, admin, campaignId, send, requestOf, requestId };
}

/** What the tables say of it. */
export function approvalReads(world: TestWorld) {
  const query = async (statement: string, ...values: unknown[]) =>
    (await world.owner.query(statement, values)).rows;
  return {
    statusOf: async (campaignId: string) =>
      (await query("select status, sent_by, confirmed_count from broadcast where id = $1", campaignId))[0],
    staffId: async ({ ctx }: TestOrganisation, role: string) =>
      (
        await query(
          "select id from staff_member where organisation_id = $1 and role = $2",
          ctx.organisationId,
          role,
        )
      )[0].id,
    mailsOf: (campaignId: string) =>
      query(
        "select subject, address, text from delivery where campaign_id = $1 and about = 'approval' order by created_at, id",
        campaignId,
      ),
    /** What was done to it since it was written. */
    deedsOf: async (campaignId: string) =>
      (
        await query(
          `select action from audit where subject_id = $1
             and action not in ('campaign.created', 'campaign.edited', 'campaign.copy_chosen') order by id`,
          campaignId,
        )
      ).map(({ action }) => action),
  };
}
