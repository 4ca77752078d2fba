import type { Context as VerbContext } from "@packpost/core/context";
import { env } from "#web/env.ts";
import type { Staff } from "./auth/find-staff.ts";
import { getOrm } from "./database.ts";

/** What a core verb runs in when a signed-in staff member calls it. */
export async function verbContext({ staff }: { staff: Staff }): Promise<VerbContext> {
  return {
    orm: await getOrm(),
    organisationId: staff.organisationId,
    actor: { kind: "staff", id: staff.staffMemberId, role: staff.role },
    realMail: env.SANDBOX_URL === undefined,
  };
}
