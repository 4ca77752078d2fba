import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import type { Context } from "@packpost/core/context";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { sql } from "kysely";
import { staffContext } from "../../support/contexts.ts";

export interface BenchAudience {
  readonly ctx: Context;
  readonly large: LargeOrganisation;
  /** A draft for the holders of the pass. */
  readonly campaignId: string;
}

/**
 * An organisation of this many customers: nine in ten will receive, one in fifty shares a mailbox, and of some flaws
 * there are only a few, since a filter that finds almost nobody is the slow one.
 */
export async function createAudience(
  orm: Orm,
  options: { customers: number; ownerUrl: string },
): Promise<BenchAudience> {
  const large = await seedLarge({ orm, ...options });
  const ctx: Context = staffContext({ ...large, orm }, large.ownerId);
  await inOrganisation(orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    await sql`
      update customer set email = other.email
      from customer other where other.number = customer.number - 1 and other.organisation_id = customer.organisation_id
        and customer.number % 100 = 2 and other.email is not null`.execute(kysely);
    await sql`
      insert into suppression (organisation_id, kind, value_key, reason)
      select organisation_id, 'address', email_key, 'complaint' from customer
      where number in (7, 1009, 70007, 99991, 800003) and email_key is not null`.execute(kysely);
    await sql`update customer set first_name = ' ' where number in (11, 5003, 60013, 98765, 700001)`.execute(
      kysely,
    );
  });
  const { campaignId } = await createCampaign({ ctx, input: { name: "Bench" } });
  const changes = { subject: "The meadow opens", bodyMarkdown: "Hi {{first_name}}", passId: large.passId };
  await editCampaign({ ctx, input: { campaignId, version: 1, changes } });
  return { ctx, large, campaignId };
}
