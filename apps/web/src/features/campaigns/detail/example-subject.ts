import { mergeFields } from "@packpost/core/content/merge-fields";

/** A subject as somebody might have got it: merge fields show their example values. */
export function exampleSubject(subject: string): string {
  return subject.replace(/\{\{\s*([a-z_]+)[^{}\n]*\}\}/g, (raw, name: string) => {
    return mergeFields.find((field) => field.name === name)?.example ?? raw;
  });
}
