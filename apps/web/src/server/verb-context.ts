import type { Context as VerbContext } from "@packpost/core/context";
import type { Staff } from "./auth/find-staff.ts";
import { getOrm } from "./database.ts";

/** What a core verb runs in when a signed-in staff member calls it. */
export async function verbContext({ staff }: { staff: Staff }): Promise<VerbContext> {
  return {
    orm: await getOrm(),
    organisationId: staff.organisationId,
    actor: { kind: "staff", id: staff.staffMemberId, role: staff.role },
  };
}
