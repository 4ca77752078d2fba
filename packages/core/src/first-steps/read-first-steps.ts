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

/** The way of a new organisation to its first campaign, and what of it is done. */
export interface FirstSteps {
  /** Whether they are shown above the campaigns: until the first one is sent, or they are put away. */
  readonly state: "shown" | "put_away" | "done";
  readonly sender: {
    readonly domain: string;
    readonly isDone: boolean;
    /** A mail service's domain, which nobody can prove: another address is needed. */
    readonly isMailService: boolean;
  };
  /** There is a postal address, without which no campaign leaves (C17). */
  readonly hasPostalAddress: boolean;
  readonly hasPeople: boolean;
  readonly campaign: "none" | "drafted" | "sent";
  readonly texting: TextingStep;
  /** Mail really leaves: without a verified sender none does. */
  readonly realMail: boolean;
}

/**
 * The first steps of an organisation, for whoever can take them (O1). Each is asked whether there is any, never how many.
 * @throws {PackpostError} forbidden
 */
export async function readFirstSteps({ ctx }: { ctx: Context }): Promise<FirstSteps> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const domain = domainOf(organisation.senderEmail);
    const check = await readCheck(em, ctx, domain);
    const atService = isMailService(domain);
    const isVerified = check !== null && !atService && !check.parts.some(isHeldAgainst);
    const { hasPeople, campaign } = await findAny(em, ctx);
    const isPutAway = organisation.firstStepsPutAwayAt !== null;
    return {
      state: campaign === "sent" ? "done" : isPutAway ? "put_away" : "shown",
      sender: { domain, isDone: isVerified, isMailService: atService },
      hasPostalAddress: (organisation.postalAddress ?? "").trim() !== "",
      ...{ hasPeople, campaign, texting: await readTextingStep(em, ctx), realMail: ctx.realMail },
    };
  });
}

/**
 * Whether there is anybody and any campaign: one row each, by customer_largest_number and campaign_list, in whose order they are read so
 * that nothing else is. A campaign that is no draft is looked for among all of them: an organisation has some thousands at most.
 */
async function findAny(
  em: EntityManager,
  { organisationId }: Context,
): Promise<Pick<FirstSteps, "hasPeople" | "campaign">> {
  const { rows } = await sql<{ hasPeople: boolean; hasCampaign: boolean; hasSent: boolean }>`
    select
      (select true from customer where organisation_id = ${organisationId} and number > -2147483648 order by number limit 1) is not null as "hasPeople",
      (select true from campaign where organisation_id = ${organisationId} order by created_at desc limit 1) is not null as "hasCampaign",
      (select true from campaign join broadcast on broadcast.id = campaign.id and broadcast.organisation_id = ${organisationId}
        where campaign.organisation_id = ${organisationId} and broadcast.status <> 'draft' order by campaign.created_at desc limit 1) is not null as "hasSent"`.execute(
    em.getKysely(),
  );
  const { hasPeople = false, hasCampaign = false, hasSent = false } = rows[0] ?? {};
  return { hasPeople, campaign: hasSent ? "sent" : hasCampaign ? "drafted" : "none" };
}

async function readTextingStep(em: EntityManager, ctx: Context): Promise<TextingStep> {
  // Where texts come in is for the settings to show.
  const { number, enabledAt, pausedAt, test, ready } = await readTexting(em, ctx, "");
  if (number === null) return "no_number";
  if (enabledAt !== null) return pausedAt === null ? "on" : "paused";
  if (ready) return "ready";
  return test === null ? "to_test" : "testing";
}
