import { mergeFields } from "@packpost/core/content/template/merge-fields";

const examplePerson = mergeFields.find(({ name }) => name === "full_name")?.example ?? "an example person";

/**
 * A subject as it can be shown without a recipient: “News of the 2027 pass”, or with a person's fields
 * “Maria, come and see” as Maria Okafor (example) sees it.
 *
 * @param constants the campaign's own values
 */
export function formatSubject(
  subject: string,
  constants: { pass_name: string | null; organisation_name: string },
): string {
  const values = new Map<string, string | null>(Object.entries(constants));
  let personal = false;
  const shown = subject.replace(/\{\{\s*([a-z_]+)[^{}\n]*\}\}/g, (raw, name: string) => {
    const field = mergeFields.find((known) => known.name === name);
    if (field === undefined) return raw;
    personal ||= field.scope === "recipient";
    return values.get(name) ?? field.example;
  });
  return personal ? `“${shown}” as ${examplePerson} (example) sees it` : `“${shown}”`;
}
