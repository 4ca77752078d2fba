import { Organisation } from "@packpost/db/entities/organisation.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { isMailService } from "../sender/mail-services.ts";
import { readCheck } from "../sender/read-check.ts";
import { domainOf, isHeldAgainst } from "../sender/sender-parts.ts";
import { readTexting } from "../texting/set-up/get-texting.ts";

/** How far texting is (A15): no number yet, tested so far, all of the test seen, on. */
export type TextingStep = "no_number" | "to_test" | "testing" | "ready" | "on" | "paused";

/** The way of a new organisation to its first campaign: shown above the campaigns until the first one is sent, or it is put away. */
export type FirstSteps = StepsToTake | { readonly state: "put_away" | "done" };

/** What of it is done. */
export interface StepsToTake {
  readonly state: "shown";
  readonly sender: {
    readonly domain: string;
    readonly isDone: boolean;
    /** A mail service's domain, which nobody can prove: another address is needed. */
    readonly isMailService: boolean;
  };
  /** There is a postal address, without which no campaign leaves (C17). */
  readonly hasPostalAddress: boolean;
  readonly hasPeople: boolean;
  /** There is a pass to choose: a campaign goes to those who hold one. */
  readonly hasPasses: boolean;
  readonly campaign: "none" | "drafted";
  readonly texting: TextingStep;
  /** Mail really leaves: without a verified sender none does. */
  readonly realMail: boolean;
}

/**
 * The first steps of an organisation, for whoever can take them (O1). Each is asked whether there is any, never how many; none where they are
 * not shown.
 * @throws {PackpostError} forbidden
 */
export async function readFirstSteps({ ctx }: { ctx: Context }): Promise<FirstSteps> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const state = await readState(em, ctx);
    if (state !== "shown") return { state };
    const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const domain = domainOf(organisation.senderEmail);
    const check = await readCheck(em, ctx, domain);
    const atService = isMailService(domain);
    const isVerified = check !== null && !atService && !check.parts.some(isHeldAgainst);
    const { hasPeople, hasPasses, campaign } = await findAny(em, ctx);
    return {
      state,
      sender: { domain, isDone: isVerified, isMailService: atService },
      hasPostalAddress: (organisation.postalAddress ?? "").trim() !== "",
      ...{ hasPeople, hasPasses, campaign, texting: await readTextingStep(em, ctx), realMail: ctx.realMail },
    };
  });
}

/** A campaign that is no draft is looked for from the newest on, by campaign_list: an organisation has some thousands at most. */
async function readState(em: EntityManager, { organisationId }: Context): Promise<FirstSteps["state"]> {
  const { rows } = await sql<{ state: FirstSteps["state"] }>`
    select case
      when (select true from campaign join broadcast on broadcast.id = campaign.id and broadcast.organisation_id = ${organisationId}
        where campaign.organisation_id = ${organisationId} and broadcast.status <> 'draft' order by campaign.created_at desc limit 1) then 'done'
      when first_steps_put_away_at is not null then 'put_away' else 'shown' end as state
    from organisation where id = ${organisationId}`.execute(em.getKysely());
  const [row] = rows;
  if (row === undefined) throw new Error("the organisation is gone");
  return row.state;
}

/**
 * Whether there is anybody, any pass to choose and any campaign: one row each, of customers and campaigns by customer_largest_number and
 * campaign_list, in whose order they are read so that nothing else is. Passes are tens.
 */
async function findAny(
  em: EntityManager,
  { organisationId }: Context,
): Promise<Pick<StepsToTake, "hasPeople" | "hasPasses" | "campaign">> {
  const { rows } = await sql<{ hasPeople: boolean; hasPasses: boolean; hasCampaign: boolean }>`
    select
      (select true from customer where organisation_id = ${organisationId} and number > -2147483648 order by number limit 1) is not null as "hasPeople",
      exists (select from pass where organisation_id = ${organisationId} and retired_at is null) as "hasPasses",
      (select true from campaign where organisation_id = ${organisationId} order by created_at desc limit 1) is not null as "hasCampaign"`.execute(
    em.getKysely(),
  );
  const { hasPeople = false, hasPasses = false, hasCampaign = false } = rows[0] ?? {};
  return { hasPeople, hasPasses, campaign: hasCampaign ? "drafted" : "none" };
}

async function readTextingStep(em: EntityManager, ctx: Context): Promise<TextingStep> {
  // Where texts come in is for the settings to show.
  const { number, enabledAt, pausedAt, test, ready } = await readTexting(em, ctx, "");
  if (number === null) return "no_number";
  if (enabledAt !== null) return pausedAt === null ? "on" : "paused";
  if (ready) return "ready";
  return test === null ? "to_test" : "testing";
}
