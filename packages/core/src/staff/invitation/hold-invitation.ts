import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { type Role, roles } from "../../access/permissions.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";

const rowSchema = z.object({
  id: z.string(),
  address: z.string(),
  name: z.string(),
  role: z.enum(roles),
  state: z.enum(["open", "accepted", "revoked"]),
  mails: z.number(),
  /** Seconds since its newest mail. */
  age: z.coerce.number(),
});

/** An invitation whose row is held to the end of the unit of work. */
export interface HeldInvitation {
  readonly id: string;
  readonly address: string;
  readonly name: string;
  readonly role: Role;
  readonly mails: number;
  readonly age: number;
}

/** One that nobody has accepted or taken back. @throws {PackpostError} not_found, conflict */
export async function holdInvitation(
  em: EntityManager,
  { organisationId }: Context,
  invitationId: string,
): Promise<HeldInvitation> {
  const { rows } = await sql`
    select id, email_key as address, name, role, mails, extract(epoch from app_now() - sent_at) as age,
      case when accepted_at is not null then 'accepted' when revoked_at is not null then 'revoked' else 'open' end as state
    from invitation where organisation_id = ${organisationId} and id = ${invitationId} for update`.execute(
    em.getKysely(),
  );
  const invitation = rowSchema.optional().parse(rows[0]);
  if (invitation === undefined) throw new PackpostError("not_found", "There is no such invitation.");
  if (invitation.state === "open") return invitation;
  throw new PackpostError(
    "conflict",
    invitation.state === "accepted" ? "They have joined already." : "This invitation was taken back.",
    {
      effect: "Nothing was changed.",
      ...(invitation.state === "revoked" && { nextStep: "Invite them anew." }),
    },
  );
}
