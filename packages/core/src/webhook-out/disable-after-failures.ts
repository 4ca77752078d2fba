import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { writeAudit } from "../audit.ts";
import { letterheadOf } from "../campaign/letterhead-of.ts";
import type { WorkerContext } from "../context.ts";
import { queueDeliveries } from "../delivery/queue-deliveries.ts";
import { addressesOfStaff } from "../staff/addresses-of-staff.ts";
import { renderTransactional } from "../transactional/render-transactional.ts";

/** So long, in hours, an endpoint may fail. */
const MOST_HOURS = 72;

/**
 * Turns an endpoint off that has failed for {@link MOST_HOURS}, or says itself that it is gone (410), and tells the owners and who made
 * it; in the transaction of the failure. What changes from then on is kept for when it is turned on again.
 */
export async function disableAfterFailures(
  em: EntityManager,
  ctx: WorkerContext,
  endpointId: string,
  isGone: boolean,
): Promise<void> {
  const { organisationId } = ctx;
  const why = isGone ? "gone" : "failing";
  const { rows } = await sql<{ name: string; url: string; staff: string[] }>`
    update webhook_endpoint set disabled_at = app_now(), disabled_why = ${why}
    where organisation_id = ${organisationId} and id = ${endpointId} and disabled_at is null
      and (${isGone} or failing_since < app_now() - make_interval(hours => ${MOST_HOURS}))
    returning name, url, array(select id from staff_member where staff_member.organisation_id = webhook_endpoint.organisation_id
      and ended_at is null and (role = 'owner' or id = created_by)) as staff`.execute(em.getKysely());
  const [disabled] = rows;
  if (disabled === undefined) return;
  const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
  const staff = await addressesOfStaff(em, ctx, disabled.staff);
  const contact = organisation.supportEmail ?? organisation.senderEmail;
  const text = [
    isGone
      ? `The webhook “${disabled.name}” was turned off: its address answered that it is gone for good (410).`
      : `The webhook “${disabled.name}” was turned off: its address has not taken a message for three days.`,
    `Its address is at ${new URL(disabled.url).host}.`,
    "Once it works, turn it on again under Settings, API. What changed in the last 30 days is then reported to it, nothing is lost.",
    `${ctx.appUrl}/settings/api`,
  ].join("\n\n");
  await queueDeliveries(em, ctx, {
    ...{ purpose: "notice", campaignId: null, requestedBy: null, organisation },
    to: staff.length > 0 ? staff : [contact],
    message: await renderTransactional(
      { subject: `Webhook turned off: “${disabled.name}”`, text },
      letterheadOf(organisation, ctx),
      contact,
    ),
  });
  writeAudit(em, ctx, {
    ...{ action: "webhook.disabled", subjectKind: "webhook", subjectId: endpointId, detail: { why } },
  });
}
