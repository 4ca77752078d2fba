import { type Permission, permissions } from "@packpost/core/access/permissions";

interface WalkableRouter {
  _def: { procedures: Record<string, unknown> };
}

/**
 * Names of the procedures that do not declare a permission: default deny, so a build with one fails.
 *
 * @param router the root router
 */
export function listUndeclaredProcedures(router: WalkableRouter): string[] {
  return Object.entries(router._def.procedures)
    .filter(
      ([, procedure]) =>
        !permissions.some((permission: Permission) => permission === permissionOf(procedure)),
    )
    .map(([path]) => path);
}

/** Procedures are functions with a `_def`. */
function permissionOf(procedure: unknown): unknown {
  const definition = field(procedure, "_def");
  return field(field(definition, "meta"), "permission");
}

function field(value: unknown, name: string): unknown {
  const holder = typeof value === "function" || typeof value === "object" ? value : null;
  return holder === null ? undefined : Reflect.get(holder, name);
}
