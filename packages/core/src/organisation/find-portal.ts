import { type OrganisationId, organisationIdFrom } from "@packpost/db/organisation-id";
import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { type Logo, logoOf } from "../picture/logo.ts";

/** The slug of an organisation's pages, as the database has it. */
const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

/** The organisation whose pages they are, as anybody may know it. */
export interface Portal {
  readonly organisationId: OrganisationId;
  readonly slug: string;
  readonly name: string;
  /** IANA zone. */
  readonly zone: string;
  readonly brandColor: string;
  /** In which the pages and their mails speak; a code of `mailLanguages`. */
  readonly language: string;
  readonly supportEmail: string | null;
  readonly logo: Logo | null;
}

const rowSchema = z.object({
  organisation_id: z.uuid(),
  name: z.string(),
  zone: z.string(),
  brand_color: z.string(),
  mail_language: z.string(),
  support_email: z.string().nullable(),
  logo: z.string().nullable(),
});

/**
 * Whose pages stand under an address (P6): asked by anybody, before an organisation is known, so it is one of the places where
 * an organisation id is minted.
 * @param slug the part of the address, not trusted
 * @returns null where there are none
 */
export async function findPortal(orm: Orm, slug: string): Promise<Portal | null> {
  if (!slugSchema.safeParse(slug).success) return null;
  const { rows } = await sql`select * from organisation_of_slug(${slug})`.execute(orm.em.fork().getKysely());
  const row = rowSchema.optional().parse(rows[0]);
  if (row === undefined) return null;
  return {
    ...{ organisationId: organisationIdFrom(row.organisation_id), slug, name: row.name, zone: row.zone },
    ...{ brandColor: row.brand_color, language: row.mail_language, supportEmail: row.support_email },
    logo: logoOf(row.logo),
  };
}
