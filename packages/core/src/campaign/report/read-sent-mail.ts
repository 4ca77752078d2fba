import { shownAddress } from "@packpost/db/address";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import { personValuesOf } from "../../audience/person-values-sql.ts";
import { exampleValuesOf } from "../../audience/read-preview-values.ts";
import { type RenderedMessage, renderMessage } from "../../content/template/render-message.ts";
import type { MergeValues } from "../../content/template/template.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { findCampaign } from "../find-campaign.ts";
import { frozenTemplateSchema } from "../frozen-template.ts";
import { mergeValuesOf, personValuesSchema } from "../merge-values.ts";
import type { ReadSentMailInput } from "./schemas.ts";

export interface SentMail {
  message: RenderedMessage;
  sender: { name: string; email: string };
  /** Whose mail it is; null = with example values. */
  person: { name: string; email: string | null } | null;
  /** Made from the values that were frozen when it was handed over: what this person got, word for word. */
  asSent: boolean;
}

const rowSchema = z.object({
  name: z.string(),
  email: z.string().nullable(),
  merge_values: personValuesSchema.nullable(),
  present_values: personValuesSchema,
});

/**
 * The mail of a campaign that was sent or is on its way, from its frozen template, by the sender's renderer. Its link to
 * unsubscribe leads nowhere. Whoever has not had their turn is shown with the values of today.
 * @throws {PackpostError} not_found, also for a draft, which has no frozen mail
 */
export async function readSentMail({
  ctx,
  input,
}: {
  ctx: Context;
  input: ReadSentMailInput;
}): Promise<SentMail> {
  requirePermission(ctx, "campaign.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const campaign = await findCampaign(em, ctx, input.campaignId);
    if (!campaign.broadcast.template) {
      throw new PackpostError("not_found", "This campaign has not been sent.", {
        nextStep: "Look at the preview in its editor.",
      });
    }
    const { compiled, constants, sender } = frozenTemplateSchema.parse(campaign.broadcast.template);
    const render = (values: MergeValues) => renderMessage(compiled, values, { unsubscribeUrl: "#" });
    if (!input.recipientId) {
      const message = render(exampleValuesOf(constants));
      return {
        message,
        sender: { ...sender, email: shownAddress(sender.email) },
        person: null,
        asSent: false,
      };
    }
    const { rows } = await sql`
      select btrim(customer.first_name || ' ' || customer.last_name) as name, coalesce(recipient.email, customer.email) as email,
             (select person->'values' from attempt, json_array_elements(attempt.people) person
              where attempt.id = recipient.attempt_id and person->>'id' = recipient.id::text) as merge_values, ${personValuesOf("customer", sql`${campaign.pass?.id ?? null}::uuid`)} as present_values
      from recipient
      join customer on customer.organisation_id = app_organisation_id() and customer.id = recipient.customer_id
      where recipient.organisation_id = app_organisation_id() and recipient.broadcast_id = ${campaign.id}
        and recipient.id = ${input.recipientId}`.execute(em.getKysely());
    if (rows[0] === undefined) {
      throw new PackpostError("not_found", "This person is not in the campaign.");
    }
    const row = rowSchema.parse(rows[0]);
    return {
      message: render(mergeValuesOf(row.merge_values ?? row.present_values, constants)),
      sender: { ...sender, email: shownAddress(sender.email) },
      person: { name: row.name, email: row.email && shownAddress(row.email) },
      asSent: row.merge_values !== null,
    };
  });
}
