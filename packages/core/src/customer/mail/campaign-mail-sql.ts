import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import { frozenTemplateSchema } from "../../campaign/frozen-template.ts";
import { mergeValuesOf, personValuesSchema } from "../../campaign/merge-values.ts";
import { renderSubject } from "../../content/template/render-message.ts";
import { compiledTemplateSchema } from "../../content/template/template.ts";

/** Whether a `recipient` row is a message that went out, or was refused on its way: who was left out is another question (P8). */
export const wasHandedOver: RawBuilder<boolean> = sql<boolean>`recipient.status not in ('waiting', 'claimed', 'skipped', 'cancelled')`;

/** When it was sent; when it came to nothing, where it was not. */
export const handedOverAt: RawBuilder<Date> = sql<Date>`(case when recipient.sent_at is null then coalesce(recipient.claimed_at, recipient.status_at) else recipient.sent_at end)`;

/**
 * What the subject of a `recipient`'s mail is rendered from, of its `broadcast`, as one JSON value. The person's values are looked for in
 * the call's people only where the subject names somebody.
 */
export const subjectParts: RawBuilder<unknown> = sql`
  case when broadcast.kind = 'campaign' then jsonb_build_object('subject', broadcast.template->'compiled'->'subject', 'constants', broadcast.template->'constants',
    'values', case when broadcast.template @? '$.compiled.subject[*].field' then (
      select person->'values' from attempt, json_array_elements(attempt.people) person
      where attempt.organisation_id = app_organisation_id() and attempt.id = recipient.attempt_id and person->>'id' = recipient.id::text) end) end`;

const partsSchema = z.object({
  subject: compiledTemplateSchema.shape.subject,
  constants: frozenTemplateSchema.shape.constants,
  values: personValuesSchema.nullable(),
});

const nobody = { first_name: "", last_name: "", pet_names: [], valid_through: null };

/** A campaign's subject as it stood in this person's mail. @param parts of {@link subjectParts} */
export function subjectOf(parts: unknown): string {
  const { subject, constants, values } = partsSchema.parse(parts);
  return renderSubject(subject, mergeValuesOf(values ?? nobody, constants));
}
