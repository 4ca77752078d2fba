import type { Permission } from "@packpost/core/access/permissions";
import type { Staff } from "#web/server/auth/find-staff.ts";
import type { FollowedAccess } from "./access-watch.ts";
import { followStaff } from "./follow-staff.ts";
import { listenerPlaces } from "./listener-places.ts";

/** Who listens to a stream, staff or a customer in their own pages: how their place and their rights are kept. */
export interface Listener {
  /** @returns gives the place back. @throws rate_limited */
  readonly takePlace: () => Promise<() => void>;
  /** @param permissions those of the topics */
  readonly followAccess: (permissions: readonly Permission[]) => FollowedAccess;
}

/** A staff member, as found when the stream began. */
export function staffListener(
  staff: Pick<Staff, "sessionId" | "staffMemberId" | "organisationId" | "role">,
): Listener {
  const { organisationId, sessionId, staffMemberId, role } = staff;
  return {
    takePlace: () => listenerPlaces.take({ organisationId, personId: staffMemberId }),
    followAccess: (permissions) => followStaff({ sessionId, staffMemberId, permissions, role }),
  };
}
