import { can, isRole, type Permission } from "@packpost/core/access/permissions";
import { PackpostError } from "@packpost/core/errors";
import { z } from "zod";
import type { Staff } from "#web/server/auth/find-staff.ts";
import { getAuthPool } from "#web/server/database.ts";
import { log } from "#web/server/log.ts";
import { singleton } from "#web/server/singleton.ts";

/** Between two looks at the rights of everybody who listens: whoever loses them stops receiving within twice that. */
const lookEveryMs = 2_000;

interface Listener {
  readonly staff: Pick<Staff, "sessionId" | "staffMemberId">;
  readonly permission: Permission;
  readonly end: AbortController;
}

/** Somebody's rights, while something is sent to them. */
export interface FollowedAccess {
  /** Aborts with the reason once they are gone. */
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

/** The rights behind open streams. */
interface Watched {
  readonly listeners: Set<Listener>;
  timer: NodeJS.Timeout | undefined;
}

const rowSchema = z.object({
  session_id: z.string(),
  staff_member_id: z.string(),
  role: z.string().refine(isRole),
});

/**
 * Looks after the rights of somebody who listens to a live stream: a page may stay open for days after its person has
 * been offboarded, demoted or signed out. One statement every two seconds serves all streams of the process.
 *
 * @param staff who listens, as found when the stream began
 * @param permission what listening takes
 */
export function followAccess(staff: Listener["staff"], permission: Permission): FollowedAccess {
  const watched = singleton<Watched>("access-watch", () => ({ listeners: new Set(), timer: undefined }));
  const listener: Listener = { staff, permission, end: new AbortController() };
  watched.listeners.add(listener);
  watched.timer ??= setTimeout(() => void look(watched), lookEveryMs);
  return { signal: listener.end.signal, stop: () => void watched.listeners.delete(listener) };
}

async function look(watched: Watched): Promise<void> {
  try {
    await endRefused([...watched.listeners]);
  } catch (error) {
    // While the database cannot be asked, nothing is read for the streams either.
    log.warn({ err: error }, "the rights of live streams could not be read");
  }
  watched.timer = watched.listeners.size > 0 ? setTimeout(() => void look(watched), lookEveryMs) : undefined;
}

/** Ends the streams of those whose session or membership is gone, or whose role no longer allows it. */
async function endRefused(listeners: readonly Listener[]): Promise<void> {
  if (listeners.length === 0) return;
  const { rows } = await getAuthPool().query(
    `select session.id as session_id, member.staff_member_id, member.role
     from auth_session session cross join lateral memberships_of_user(session."userId") member
     where session.id = any($1::uuid[]) and session."expiresAt" > now()`,
    [[...new Set(listeners.map(({ staff }) => staff.sessionId))]],
  );
  const found = rows.map((row) => rowSchema.parse(row));
  for (const { staff, permission, end } of listeners) {
    const now = found.find(
      (row) => row.session_id === staff.sessionId && row.staff_member_id === staff.staffMemberId,
    );
    if (now === undefined) end.abort(signedOut());
    else if (!can(now.role, permission)) end.abort(notAllowed());
  }
}

function signedOut(): PackpostError {
  return new PackpostError("unauthenticated", "You are signed out.", { nextStep: "Sign in and try again." });
}

function notAllowed(): PackpostError {
  return new PackpostError("forbidden", "Your role does not allow this any more.", {
    nextStep: "Ask an owner or admin of your organisation.",
  });
}
