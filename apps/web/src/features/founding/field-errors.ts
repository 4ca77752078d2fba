import type { FoundingField } from "@packpost/core/founding/founding-schemas";

export type FieldErrors = { readonly [Field in FoundingField]?: string };

const fields: readonly string[] = [
  "name",
  "zone",
  "ownerName",
  "email",
  "password",
] satisfies FoundingField[];

/** What is wrong at each field, the first word about it alone. */
export function fieldErrorsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): FieldErrors {
  const found = new Map<string, string>();
  for (const { path, message } of issues) {
    const field = String(path[0]);
    if (fields.includes(field) && !found.has(field)) found.set(field, message);
  }
  return Object.fromEntries(found);
}
