import { suppressionReasonSchema } from "@packpost/core/suppression/schemas";

/** What the list asks for, from what stands in the URL; page and browser must agree. */
export function suppressionsInputOf(chosen: string | null, search: string | null) {
  const reason = suppressionReasonSchema.nullable().catch(null).parse(chosen);
  return { reason, search: (search ?? "").trim().slice(0, 200), pageSize: 25 };
}
