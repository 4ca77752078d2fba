import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { letterheadOf } from "../../campaign/letterhead-of.ts";
import type { Context } from "../../context.ts";
import { queueDeliveries } from "../../delivery/queue-deliveries.ts";
import { makeLink } from "../link-token.ts";
import { renderLinkMail } from "../render-link-mail.ts";

/** So long a link to a new password works. */
export const RESET_MINUTES = 30;

/**
 * Mails a staff member a link to a new password (O1). Links from before go on working for their own time: mails overtake each other (T46).
 * Writes nothing for somebody who does not work here (any more).
 */
export async function mailReset({
  ctx,
  input: { staffMemberId },
}: {
  ctx: Context;
  input: { readonly staffMemberId: string };
}): Promise<void> {
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    await sql`
      delete from password_reset
      where organisation_id = ${organisationId} and staff_member_id = ${staffMemberId} and expires_at < app_now() - interval '1 day'`.execute(
      kysely,
    );
    const { token, hash } = makeLink(organisationId);
    const { rows } = await sql<{ email: string; name: string }>`
      with made as (
        insert into password_reset (organisation_id, staff_member_id, token_hash, expires_at)
        select organisation_id, id, ${hash}, app_now() + make_interval(mins => ${RESET_MINUTES}) from staff_member
        where organisation_id = ${organisationId} and id = ${staffMemberId} and ended_at is null returning staff_member_id)
      select account.email, member.name from made
      join staff_member member on member.organisation_id = ${organisationId} and member.id = made.staff_member_id
      join auth_user account on account.id = member.user_id`.execute(kysely);
    const [person] = rows;
    if (person === undefined) return;
    const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
    await queueDeliveries(em, ctx, {
      ...{ purpose: "password_reset", campaignId: null, requestedBy: null, organisation, to: [person.email] },
      message: await renderLinkMail(letterheadOf(organisation, ctx), {
        subject: "Your new Packpost password",
        preheader: `The link works for ${RESET_MINUTES} minutes.`,
        before: [
          `Hello ${person.name},`,
          "somebody, most likely you, asked for a new password for Packpost with this address.",
        ],
        button: { words: "Choose a new password", url: `${ctx.appUrl}/password/${token}` },
        after: [
          `The link works once, for ${RESET_MINUTES} minutes. With the new password you are signed out everywhere.`,
          "If it was not you, you need not do anything: your password stays as it is.",
        ],
        closing: `You get this because you work with ${organisation.name} on Packpost.`,
      }),
    });
  });
}
