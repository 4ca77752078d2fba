import { type Role, roles } from "../access/permissions.ts";

/** Roles as people read them. */
export const roleWords: Readonly<Record<Role, string>> = {
  owner: "Owner",
  admin: "Admin",
  senior: "Senior",
  basic: "Basic",
};

/**
 * Whether somebody may give a role, take it away, or send off whoever has it (T65): owners everybody's, all others those below their own.
 * Browser-safe; `membership/change-member` asks the same of the rows it changes.
 */
export function mayManage(actor: Role, role: Role): boolean {
  return actor === "owner" || roles.indexOf(role) > roles.indexOf(actor);
}

/** The roles that somebody may give. */
export function rolesToGive(actor: Role): readonly Role[] {
  return roles.filter((role) => mayManage(actor, role));
}
