import type { OrganisationId } from "@packpost/db/organisation-id";
import type { Orm } from "@packpost/db/orm";
import type { Role } from "./access/permissions.ts";

/** Who acts. Every verb has one; it is written into the audit. */
export type Actor =
  | { readonly kind: "staff"; readonly id: string; readonly role: Role }
  | { readonly kind: "customer"; readonly id: string }
  | { readonly kind: "system" };

/** What every verb runs in: one tenant, one actor, and the way to a unit of work. */
export interface Context<A extends Actor = Actor> {
  readonly orm: Orm;
  readonly organisationId: OrganisationId;
  readonly actor: A;
}
