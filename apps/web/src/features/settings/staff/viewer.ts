import type { Role } from "@packpost/core/access/permissions";

/** Who looks at the page: what they may do with whom follows from their role. */
export interface Viewer {
  readonly staffMemberId: string;
  readonly role: Role;
}
