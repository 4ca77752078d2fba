import { Organisation } from "@packpost/db/entities/organisation.entity";
import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import type { EntityManager } from "@packpost/db/orm";
import type { Role } from "../../access/permissions.ts";
import { staffIdOf } from "../../access/require-permission.ts";
import { letterheadOf } from "../../campaign/letterhead-of.ts";
import type { Context } from "../../context.ts";
import { queueDeliveries } from "../../delivery/queue-deliveries.ts";
import { makeLink } from "../link-token.ts";
import { renderLinkMail } from "../render-link-mail.ts";
import { roleWords } from "../role-rules.ts";

/** So long an invitation's link works. */
export const INVITATION_DAYS = 7;

/**
 * Queues, in the running transaction, the mail of an invitation with a link of its own.
 * @returns what the invitation keeps of it
 */
export async function mailInvitation(
  em: EntityManager,
  ctx: Context,
  { address, name, role }: { readonly address: string; readonly name: string; readonly role: Role },
): Promise<{ deliveryId: string; tokenHash: string }> {
  const { organisationId } = ctx;
  const invitedBy = staffIdOf(ctx);
  const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
  const inviter = await em.findOneOrFail(StaffMember, { organisationId, id: invitedBy });
  const { token, hash } = makeLink(organisationId);
  const [deliveryId] = await queueDeliveries(em, ctx, {
    ...{ purpose: "invitation", campaignId: null, requestedBy: invitedBy, organisation, to: [address] },
    message: await renderLinkMail(letterheadOf(organisation, ctx), {
      subject: `${inviter.name} invites you to ${organisation.name} on Packpost`,
      preheader: `Join as ${roleWords[role].toLowerCase()} within ${INVITATION_DAYS} days.`,
      before: [
        name === "" ? "Hello," : `Hello ${name},`,
        `${inviter.name} invites you to work with ${organisation.name} on Packpost, where the team writes to its customers. Your role: ${roleWords[role].toLowerCase()}.`,
      ],
      button: { words: "Join the team", url: `${ctx.appUrl}/invitation/${token}` },
      after: [
        `The link is for you alone and works for ${INVITATION_DAYS} days. If you do not know ${inviter.name}, you need not do anything.`,
      ],
      closing: `You get this because ${inviter.name} typed your address.`,
    }),
  });
  if (deliveryId === undefined) throw new Error("the mail of an invitation was not queued");
  return { deliveryId, tokenHash: hash };
}
