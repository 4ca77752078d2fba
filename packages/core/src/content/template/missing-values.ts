import { type MergeFieldName, mergeFields } from "./merge-fields.ts";
import type { CompiledTemplate, MergeValues } from "./template.ts";

const perRecipient = new Set<string>(
  mergeFields.filter((field) => field.scope === "recipient").map((field) => field.name),
);

/**
 * Fields that a template uses somewhere without a fallback: a recipient without a value would see a gap there.
 * Fields with one value for the whole campaign are never among them.
 */
export function fieldsWithoutFallback(template: CompiledTemplate): MergeFieldName[] {
  return bareFields(template).filter((name) => perRecipient.has(name));
}

/** All fields that a template uses somewhere without a fallback. */
function bareFields(template: CompiledTemplate): MergeFieldName[] {
  const bare = new Set(
    [...template.subject, ...template.html, ...template.text].map((segment) =>
      typeof segment === "string" || segment.fallback !== "" ? "" : segment.field,
    ),
  );
  return template.fieldsUsed.filter((name) => bare.has(name));
}

/** Which of those fields this recipient has no value for (C5: counted and named before sending). */
export function missingValues(template: CompiledTemplate, values: MergeValues): MergeFieldName[] {
  return fieldsWithoutFallback(template).filter((name) => !values[name]?.trim());
}

/** The same of a mail to one person, of whom the pass may be missing too (P12). */
export function missingOfOne(template: CompiledTemplate, values: MergeValues): MergeFieldName[] {
  return bareFields(template).filter((name) => !values[name]?.trim());
}
