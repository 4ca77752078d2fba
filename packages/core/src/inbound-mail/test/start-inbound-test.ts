import { randomBytes } from "node:crypto";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import { letterheadOf } from "../../campaign/letterhead-of.ts";
import type { Context } from "../../context.ts";
import { renderMessagesMail } from "../../conversation/notices/render-messages-mail.ts";
import { queueDeliveries } from "../../delivery/queue-deliveries.ts";
import { PackpostError } from "../../errors.ts";
import { toToken } from "../../reply-address/base32.ts";
import { formatReplyAddress } from "../../reply-address/format-reply-address.ts";

/** So many tests an hour. */
const MOST_AN_HOUR = 20;

/**
 * Sends a mail to the organisation's own inbound address (V9): when it comes in, answers do too. It reaches no conversation.
 * @throws {PackpostError} forbidden, conflict (no inbound address is saved), rate_limited
 */
export async function startInboundTest({ ctx }: { ctx: Context }): Promise<void> {
  requirePermission(ctx, "settings.manage");
  const requestedBy = staffIdOf(ctx);
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const { inboundAddress, name, zone } = organisation;
    if (!inboundAddress)
      throw new PackpostError("conflict", "There is no inbound address.", {
        ...{ effect: "Nothing was sent.", nextStep: "Save the inbound address first." },
      });
    const { rows } = await sql<{ tests: number }>`
      select count(*)::int as tests from delivery
      where organisation_id = ${ctx.organisationId} and purpose = 'inbound_test' and created_at > app_now() - interval '1 hour'`.execute(
      em.getKysely(),
    );
    if ((rows[0]?.tests ?? 0) >= MOST_AN_HOUR)
      throw new PackpostError("rate_limited", "There were many tests within this hour.", {
        ...{ effect: "Nothing was sent.", nextStep: "Try again later." },
      });
    const body = "This email tests whether answers come in. Nobody has to answer it.";
    const [deliveryId] = await queueDeliveries(em, ctx, {
      ...{ purpose: "inbound_test", campaignId: null, requestedBy, organisation },
      to: [formatReplyAddress(inboundAddress, toToken(randomBytes(16)))],
      message: await renderMessagesMail({
        ...{ letterhead: letterheadOf(organisation, ctx), language: "en", zone },
        subject: "Test: do answers come in?",
        messages: [{ author: name, at: new Date(), body }],
        button: { words: "Open the settings", url: `${ctx.appUrl}/settings/messages#inbound` },
        after: "The settings show when it has come in.",
        closing: "Somebody has asked for it in the settings.",
      }),
    });
    const subject = { subjectKind: "organisation", subjectId: ctx.organisationId };
    writeAudit(em, ctx, { action: "organisation.inbound_tested", ...subject, detail: { deliveryId } });
  });
}
