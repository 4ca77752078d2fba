import { type RawBuilder, sql } from "kysely";
import { rolesThatMay } from "../../access/permissions.ts";

const rolesOfTab = rolesThatMay("conversation.all");

/**
 * Whether a message that was not sent at its time waits for a staff member of the messages tab (V15), as a condition on rows named `later` and
 * `thread`: its author, whoever the thread is given to, and everybody where neither of them has the tab.
 */
export function heldFor(staffMemberId: string): RawBuilder<boolean> {
  return sql<boolean>`(later.state = 'held' and (later.staff_member_id = ${staffMemberId}::uuid or thread.assigned_to is not distinct from ${staffMemberId}::uuid or not exists (
    select from staff_member person where person.organisation_id = later.organisation_id and person.id in (later.staff_member_id, thread.assigned_to)
      and person.ended_at is null and person.role = any(${rolesOfTab}::text[]))))`;
}
