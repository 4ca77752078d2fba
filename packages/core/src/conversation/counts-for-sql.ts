import { type RawBuilder, sql } from "kysely";

/**
 * Whether an entry counts as unread for somebody of the staff (V4): a message that is not their own, or a note that mentions them.
 * A condition on `entry`.
 * @param staffMemberId whose, as SQL
 */
export function countsFor(staffMemberId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(entry.staff_member_id is distinct from ${staffMemberId}
    and (entry.kind = 'message' or entry.kind = 'note' and ${staffMemberId} = any (entry.mentions)))`;
}
