import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { Permission } from "./permissions.ts";

/**
 * First line of every verb that people or their systems can reach. The web's middleware has checked already; this is the second wall.
 * @throws {PackpostError} forbidden, for an actor without the permission
 */
export function requirePermission(ctx: Context, permission: Permission): void {
  if (ctx.actor.permissions.has(permission)) return;
  throw new PackpostError("forbidden", "Your role does not include this.", {
    effect: "Nothing was changed.",
    nextStep: "Ask an owner or admin of your organisation to do it, or to change your role.",
  });
}

/** The acting staff member's id, for columns that name an author or sender. */
export function staffIdOf(ctx: Context): string {
  if (ctx.actor.kind === "staff") return ctx.actor.id;
  throw new PackpostError("forbidden", "Only staff can do this.");
}
