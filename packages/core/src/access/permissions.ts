/** The roles of a staff member, highest first (FEATURES.md "Who may what"). */
export const roles = ["owner", "admin", "senior", "basic"] as const;
export type Role = (typeof roles)[number];

const everybody: readonly Role[] = roles;
const seniorAndAbove: readonly Role[] = ["owner", "admin", "senior"];
const adminAndAbove: readonly Role[] = ["owner", "admin"];
const ownerOnly: readonly Role[] = ["owner"];

/** The table "Who may what" of FEATURES.md. What is not in it, nobody may. */
const allowed = {
  "account.read": everybody,
  "account.write": everybody,
  "campaign.read": seniorAndAbove,
  "campaign.write": seniorAndAbove,
  "campaign.preview": seniorAndAbove,
  "campaign.send": adminAndAbove,
  "campaign.export": adminAndAbove,
  "alert.manage": adminAndAbove,
  "conversation.all": seniorAndAbove,
  "conversation.own_schedule": everybody,
  "schedule.own": everybody,
  "schedule.manage": seniorAndAbove,
  "customer.write_email": seniorAndAbove,
  "customer.read": seniorAndAbove,
  "customer.edit": seniorAndAbove,
  "customer.import": adminAndAbove,
  "settings.manage": adminAndAbove,
  "settings.provider_keys": ownerOnly,
  "settings.api_keys": adminAndAbove,
  "settings.webhooks": adminAndAbove,
  "settings.security": ownerOnly,
  "staff.manage": adminAndAbove,
  "audit.read": adminAndAbove,
} satisfies Record<string, readonly Role[]>;

type StaffPermission = keyof typeof allowed;

/**
 * Every permission there is: those of staff, a customer's own (to change what they are sent, to write in their family's thread), and
 * those of other systems of the business (P10).
 */
export type Permission =
  | StaffPermission
  | "subscription.change"
  | "conversation.own_family"
  | "mail.transactional"
  | "outcome.read";

/** Every permission of staff, for checks that walk them. */
export const permissions = Object.keys(allowed).filter(isStaffPermission);

const ofRoles: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: permissionsOf("owner"),
  admin: permissionsOf("admin"),
  senior: permissionsOf("senior"),
  basic: permissionsOf("basic"),
};

function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(
    permissions.filter((permission) => {
      const roles: readonly Role[] = allowed[permission];
      return roles.includes(role);
    }),
  );
}

/** All that staff of a role may. */
export function permissionsOfRole(role: Role): ReadonlySet<Permission> {
  return ofRoles[role];
}

/**
 * Whether a role may do something. Default: no.
 *
 * @param role the staff member's role in the organisation
 * @param permission what is to be done
 */
export function can(role: Role, permission: Permission): boolean {
  return ofRoles[role].has(permission);
}

/** Of whom an organisation may require a second factor (O1). */
export const rolesThatNeedFactor: readonly Role[] = adminAndAbove;

/** The roles that may do something, highest first. */
export function rolesThatMay(permission: Permission): readonly Role[] {
  return roles.filter((role) => can(role, permission));
}

/** Whether a word from outside (e.g. a database column) is a role. */
export function isRole(word: string): word is Role {
  return roles.some((role) => role === word);
}

function isStaffPermission(word: string): word is StaffPermission {
  return Object.hasOwn(allowed, word);
}
