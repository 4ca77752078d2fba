import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import type { CampaignStatus } from "../campaign/enums.ts";
import type { Context } from "../context.ts";
import { visitsOfDay } from "../conversation/thread-scope.ts";
import { foundFamilies } from "../customer/find-families-sql.ts";
import { instantFrom } from "../paging/instant.ts";
import { searchTextSchema } from "../paging/search-text.ts";
import { textingState } from "../texting/read-text-routes.ts";

export const lookUpSchema = z.object({ term: searchTextSchema });

/** A family, and who or what of it the term names. */
export interface LookedUpFamily {
  id: string;
  name: string;
  people: { id: string; name: string; phone: string | null; email: string | null; isNamed: boolean }[];
  pets: { id: string; name: string; isNamed: boolean }[];
}

/** What the palette finds beside pages and actions. */
export interface LookedUp {
  families: LookedUpFamily[];
  campaigns: { id: string; name: string; subject: string; status: CampaignStatus }[];
  /** Mass texts by what they say, the newest first. */
  alerts: { id: string; body: string; createdAt: Date }[];
}

/** So many of each are shown; whoever looks for another one types on. */
const MOST = 5;

/**
 * Families with their people and pets, campaigns and alerts, by whatever somebody types (V12): of each what the actor may see. Basic staff:
 * the families that they visit today (V6), no campaigns. Alerts are for whoever sends them, where texting is on (A1).
 * @throws {PackpostError} forbidden
 */
export async function lookUp({
  ctx,
  input: { term },
}: {
  ctx: Context;
  input: z.infer<typeof lookUpSchema>;
}): Promise<LookedUp> {
  requirePermission(ctx, "conversation.own_schedule");
  if (term === "") return { families: [], campaigns: [], alerts: [] };
  const named = (told: RawBuilder<unknown>) =>
    sql`exists (select from unnest(wanted.words) word where position(word in ${told}) > 0)`;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const families = await sql<LookedUpFamily>`
      with found as materialized (${familiesInScope(ctx, term)}),
      wanted as materialized (select string_to_array(search_term(${term}), ' ') as words)
      select family.id, family.name,
        array(select jsonb_build_object('id', id, 'name', coalesce(nullif(btrim(first_name || ' ' || last_name), ''), 'Customer ' || number), 'phone', phone, 'email', email, 'isNamed', ${named(sql`name_key`)})
          from customer where customer.organisation_id = family.organisation_id and customer.family_id = family.id order by contact, id) as people,
        array(select jsonb_build_object('id', id, 'name', name, 'isNamed', ${named(sql`fold_text(name)`)})
          from pet where pet.organisation_id = family.organisation_id and pet.family_id = family.id and status = 'active' order by created_at, id) as pets
      from found join family on family.organisation_id = ${ctx.organisationId} and family.id = found.family_id cross join wanted
      order by found.place, found.similarity desc, family.name, family.id`.execute(em.getKysely());
    if (!ctx.actor.permissions.has("campaign.read"))
      return { families: families.rows, campaigns: [], alerts: [] };
    const campaigns = await sql<LookedUp["campaigns"][number]>`
      select campaign.id, campaign.name, campaign.subject, broadcast.status
      from campaign join broadcast on broadcast.organisation_id = campaign.organisation_id and broadcast.id = campaign.id
      where campaign.organisation_id = ${ctx.organisationId} and campaign.archived_at is null
        and position(fold_text(${term}) in fold_text(campaign.name || ' ' || campaign.subject)) > 0
      order by campaign.created_at desc, campaign.id limit ${MOST}`.execute(em.getKysely());
    return {
      families: families.rows,
      campaigns: campaigns.rows,
      alerts: await findAlerts(em, ctx, term),
    };
  });
}

/** By alert_list, newest first until enough say it. */
async function findAlerts(em: EntityManager, ctx: Context, term: string): Promise<LookedUp["alerts"]> {
  if (!ctx.actor.permissions.has("alert.manage")) return [];
  if ((await textingState(em, ctx)).state === "off") return [];
  const { rows } = await sql<{ id: string; body: string; createdAt: string }>`
    select id, body, created_at as "createdAt" from alert
    where organisation_id = ${ctx.organisationId} and created_at > '-infinity'
      and position(fold_text(${term}) in fold_text(body)) > 0
    order by created_at desc, id desc limit ${MOST}`.execute(em.getKysely());
  return rows.map((row) => ({ ...row, createdAt: instantFrom(row.createdAt) }));
}

/** Of all families by the look-up that all searches share; of few by looking at their people. */
function familiesInScope(ctx: Context, term: string): RawBuilder<unknown> {
  const { actor, organisationId } = ctx;
  if (actor.permissions.has("conversation.all")) return foundFamilies(ctx, term, MOST);
  const visit = {
    staffMemberId: sql`${actor.kind === "staff" ? actor.id : null}::uuid`,
    familyId: sql`visit.family_id`,
  };
  return sql`
    select customer.family_id, 0 as place, max(word_similarity(search_term(${term}), customer.search_key)) as similarity
    from (select distinct visit.family_id ${visitsOfDay(ctx, visit)}) visited
    join customer on customer.organisation_id = ${organisationId} and customer.family_id = visited.family_id
    where not exists (select from unnest(string_to_array(search_term(${term}), ' ')) word where position(word in customer.search_key) = 0)
    group by customer.family_id limit ${MOST}`;
}
