import { Audit } from "@packpost/db/entities/audit.entity";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { Pass } from "@packpost/db/entities/pass.entity";
import { WebhookSecret } from "@packpost/db/entities/webhook-secret.entity";
import { foldText } from "@packpost/db/fold-text";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import { createStaff, hashStaffPassword } from "@packpost/db/seed/create-staff";
import * as z from "zod";
import { addressSchema } from "../address/address-schema.ts";
import { hashWebhookPassword, makeWebhookPassword } from "../webhook/webhook-password.ts";
import { findPortal } from "./find-portal.ts";
import { settingsDefaults } from "./settings-defaults.ts";

export const createOrganisationSchema = z.object({
  name: z.string().trim().min(1).max(200),
  /** IANA zone, e.g. `Europe/Berlin`: what "today" means for its people. */
  zone: z.string().refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC", {
    error: "not an IANA time zone, such as Europe/Berlin",
  }),
  /** Address that campaigns are sent from; the provider must know its domain. */
  sender: addressSchema,
  /** Needed in the footer of mass mail. */
  postalAddress: z.string().trim().min(1),
  ownerName: z.string().trim().min(1),
  ownerEmail: addressSchema,
  /** Names of its passes. */
  passes: z.array(z.string().trim().min(1)).min(1),
});

export type CreateOrganisationInput = z.infer<typeof createOrganisationSchema>;

/**
 * Founds an organisation with its owner and passes; the way to the first sign-in of an installation of one's own.
 * @param password the owner's first password, at least 12 characters
 * @returns the new organisation's id, which the provider's webhook path names, and that webhook's password: shown now and never again
 */
export async function createOrganisation(
  orm: Orm,
  input: CreateOrganisationInput,
  password: string,
): Promise<{ organisationId: string; webhookPassword: string }> {
  const organisationId = organisationIdFrom(crypto.randomUUID());
  const webhookPassword = makeWebhookPassword();
  const passwordHash = await hashStaffPassword(password);
  const slug = await freeSlug(orm, input.name);
  await inOrganisation(orm, organisationId, async (em) => {
    em.create(Organisation, {
      id: organisationId,
      name: input.name,
      ...(slug !== null && { slug }),
      zone: input.zone,
      postalAddress: input.postalAddress,
      senderName: input.name,
      senderEmail: input.sender,
      massCap: settingsDefaults.massCap,
    });
    const owner = {
      id: crypto.randomUUID(),
      name: input.ownerName,
      email: input.ownerEmail,
      role: "owner",
    } as const;
    createStaff(em, organisationId, [owner], passwordHash);
    em.create(WebhookSecret, { organisationId, currentHash: hashWebhookPassword(webhookPassword) });
    for (const name of input.passes) em.create(Pass, { organisationId, name });
    em.create(Audit, {
      organisationId,
      actorKind: "system",
      action: "organisation.created",
      subjectKind: "organisation",
      subjectId: organisationId,
      detail: {},
    });
  });
  return { organisationId, webhookPassword };
}

/**
 * What addresses its customers' pages (P6): its name in small letters, with a number where another has that. Two founded in the same
 * moment under one name: the second is refused, and founded again.
 * @returns null for a name without a letter of ours: the database makes one up
 */
async function freeSlug(orm: Orm, name: string): Promise<string | null> {
  const words = foldText(name)
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 50)
    .replace(/^-|-$/g, "");
  if (words === "") return null;
  let slug = words;
  for (let next = 2; (await findPortal(orm, slug)) !== null; next += 1) slug = `${words}-${next}`;
  return slug;
}
