import { WebhookSecret } from "@packpost/db/entities/webhook-secret.entity";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { addressSchema } from "../address/address-schema.ts";
import { holdFounding, writeOrganisation } from "../organisation/write-organisation.ts";
import { zoneSchema } from "../organisation/zone-schema.ts";
import { makeLink } from "../staff/link-token.ts";
import { makeAccount } from "../staff/make-account.ts";
import { hashWebhookPassword, makeWebhookPassword } from "../webhook/webhook-password.ts";

export const createOrganisationSchema = z.object({
  name: z.string().trim().min(1).max(200),
  zone: zoneSchema,
  /** Address that campaigns are sent from; the provider must know its domain. */
  sender: addressSchema,
  /** Needed in the footer of mass mail. */
  postalAddress: z.string().trim().min(1),
  ownerName: z.string().trim().min(1),
  ownerEmail: addressSchema,
  /** Names of its passes. */
  passes: z.array(z.string().trim().min(1)).min(1),
});

export type CreateOrganisationInput = z.output<typeof createOrganisationSchema>;

interface CreatedOrganisation {
  /** The provider's webhook path names it. */
  readonly organisationId: string;
  /** That webhook's: shown now and never again. */
  readonly webhookPassword: string;
  /** The token of a link by which the owner chooses a password, once; null where they have an account, by which they sign in. */
  readonly ownerLink: string | null;
}

/** So long the owner's link works, in hours. */
export const OWNER_LINK_HOURS = 72;

/** Founds an organisation with its owner and passes by a command (`npm run organisation`); in the browser: `found-organisation`. */
export async function createOrganisation(
  orm: Orm,
  input: CreateOrganisationInput,
): Promise<CreatedOrganisation> {
  const organisationId = organisationIdFrom(crypto.randomUUID());
  return inOrganisation(orm, organisationId, async (em) => {
    await holdFounding(em);
    const { ownerName, ownerEmail, ...organisation } = input;
    const { userId, isNew } = await makeAccount(em, { name: ownerName, email: ownerEmail, password: null });
    const ownerId = await writeOrganisation(em, organisationId, {
      ...{ ...organisation, by: "system", owner: { name: ownerName, userId } },
    });
    const webhookPassword = makeWebhookPassword();
    em.create(WebhookSecret, { organisationId, currentHash: hashWebhookPassword(webhookPassword) });
    await em.flush();
    if (!isNew) return { organisationId, webhookPassword, ownerLink: null };
    const { token, hash } = makeLink(organisationId);
    await sql`
      insert into password_reset (organisation_id, staff_member_id, token_hash, expires_at)
      values (${organisationId}, ${ownerId}, ${hash}, app_now() + make_interval(hours => ${OWNER_LINK_HOURS}))`.execute(
      em.getKysely(),
    );
    return { organisationId, webhookPassword, ownerLink: token };
  });
}
