import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { addEntry } from "./add-entry.ts";
import { holdThread } from "./hold-thread.ts";
import type { AssignThreadInput } from "./schemas.ts";

/**
 * Gives a thread to a colleague, or to nobody (V12). Nothing is unread because of it.
 * @throws {PackpostError} forbidden, not_found (thread, or staff member who works here)
 */
export async function assignThread({
  ctx,
  input,
}: {
  ctx: Context;
  input: AssignThreadInput;
}): Promise<void> {
  requirePermission(ctx, "conversation.all");
  const by = staffIdOf(ctx);
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    const { staffMemberId } = input;
    if (staffMemberId !== null) {
      const staff = await em.count(StaffMember, { organisationId, id: staffMemberId, endedAt: null });
      if (staff === 0) throw new PackpostError("not_found", "This colleague does not work here any more.");
    }
    const thread = await holdThread(em, ctx, input.threadId);
    const event = { kind: "assigned", staffMemberId };
    await addEntry(em, ctx, thread, {
      ...{ id: input.entryId, kind: "event", via: "system", staffMemberId: by, body: "", event },
    });
    await sql`
      update thread set assigned_to = ${staffMemberId}::uuid where organisation_id = ${organisationId} and id = ${thread.id}`.execute(
      em.getKysely(),
    );
    const subject = { subjectKind: "thread", subjectId: thread.id } as const;
    writeAudit(em, ctx, { action: "conversation.assigned", ...subject, detail: { staffMemberId } });
  });
}
