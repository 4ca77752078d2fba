import { type Permission, permissionsOfRole, type Role } from "./permissions.ts";

/** What an actor may do, whatever kind it is; nothing else is allowed. */
interface Permitted {
  readonly permissions: ReadonlySet<Permission>;
}

/** What a person has proved within the last minutes: nothing, their password, or a second factor. Each includes those before it. */
export type FreshProof = "none" | "password" | "factor";

export interface StaffActor extends Permitted {
  readonly kind: "staff";
  readonly id: string;
  readonly role: Role;
  readonly proof: FreshProof;
}

/** Somebody of the audience, behind a link of theirs. */
export interface CustomerActor extends Permitted {
  readonly kind: "customer";
  readonly id: string;
}

/** Another system of the business, by a key that was given to it with these permissions. */
export interface ApiKeyActor extends Permitted {
  readonly kind: "api_key";
  readonly id: string;
}

/** Packpost itself: workflows, sweeps, and what a provider tells. Its own verbs take a context that only worker and api build. */
export interface SystemActor extends Permitted {
  readonly kind: "system";
}

/** Who acts. Every verb has one; it is written into the audit. */
export type Actor = StaffActor | CustomerActor | ApiKeyActor | SystemActor;

/** A staff member, with what their role may. @param proof what they have proved lately, see `require-fresh-proof` */
export function staffActor(id: string, role: Role, proof: FreshProof = "none"): StaffActor {
  return { kind: "staff", id, role, proof, permissions: permissionsOfRole(role) };
}

const ofCustomers: ReadonlySet<Permission> = new Set<Permission>(["subscription.change"]);

/** A customer, who decides what they are sent. */
export function customerActor(id: string): CustomerActor {
  return { kind: "customer", id, permissions: ofCustomers };
}

const ofSignedIn: ReadonlySet<Permission> = new Set<Permission>([
  "subscription.change",
  "conversation.own_family",
]);

/** A customer who has signed in to their own pages (P6). */
export function portalActor(id: string): CustomerActor {
  return { kind: "customer", id, permissions: ofSignedIn };
}

/** Somebody at the door of the customers' own pages who has proved nothing yet: Packpost acts for them, and they may nothing. */
export const strangerActor: SystemActor = { kind: "system", permissions: new Set<Permission>() };

/** An API key. @param permissions those that it was given, a part of what staff may */
export function apiKeyActor(id: string, permissions: Iterable<Permission>): ApiKeyActor {
  return { kind: "api_key", id, permissions: new Set(permissions) };
}

/** Of what people do it may pass on alone that somebody has unsubscribed. */
export const systemActor: SystemActor = {
  kind: "system",
  permissions: new Set<Permission>(["subscription.change"]),
};
