import { strangerActor } from "@packpost/core/access/actor";
import { mailReset } from "@packpost/core/staff/reset/mail-reset";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { z } from "zod";
import { getAuthPool } from "#web/server/database.ts";
import { log } from "#web/server/log.ts";
import { verbContext } from "#web/server/verb-context.ts";

const membershipRow = z.object({ organisation_id: z.uuid(), staff_member_id: z.uuid() });

/**
 * Mails a link to a new password to whoever of the staff has this address, once the running request has been answered; nothing to
 * anybody else. In the name of the first organisation that they work for. A process that dies meanwhile mails nothing: one asks again.
 * @param email the mailbox as it compares
 */
export function mailResetLater(email: string): void {
  setImmediate(() => {
    mailTo(email).catch((error: unknown) =>
      log.error({ err: error }, "a link to a new password was not mailed"),
    );
  });
}

async function mailTo(email: string): Promise<void> {
  const { rows } = await getAuthPool().query(
    `select member.organisation_id, member.staff_member_id
     from auth_user account cross join lateral memberships_of_user(account.id) member where account.email = $1 limit 1`,
    [email],
  );
  const member = membershipRow.optional().parse(rows[0]);
  if (member === undefined) return;
  const ctx = await verbContext(organisationIdFrom(member.organisation_id), strangerActor);
  await mailReset({ ctx, input: { staffMemberId: member.staff_member_id } });
}
