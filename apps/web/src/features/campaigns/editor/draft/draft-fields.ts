/** What one writes of a campaign. */
export interface DraftFields {
  name: string;
  passId: string | null;
  subject: string;
  preheader: string;
  bodyMarkdown: string;
}

export type DraftField = keyof DraftFields;

export const draftFields: readonly DraftField[] = ["name", "passId", "subject", "preheader", "bodyMarkdown"];

/** The fields as a person knows them. */
export const draftFieldWords: Record<DraftField, string> = {
  name: "name",
  passId: "pass",
  subject: "subject",
  preheader: "preheader",
  bodyMarkdown: "text",
};

/** Takes the fields out of something that has more. */
export function pickFields({ name, passId, subject, preheader, bodyMarkdown }: DraftFields): DraftFields {
  return { name, passId, subject, preheader, bodyMarkdown };
}

/** The fields in which two drafts differ. */
export function changedFields(from: DraftFields, to: DraftFields): DraftField[] {
  return draftFields.filter((field) => from[field] !== to[field]);
}

/**
 * Brings my changes together with somebody else's newer version.
 *
 * @param base what both started from
 * @param mine what is in my editor
 * @param newer what was saved meanwhile
 * @returns the newer version with my changes in it, and the fields that both of us changed to different things
 */
export function mergeDrafts(
  base: DraftFields,
  mine: DraftFields,
  newer: DraftFields,
): { merged: DraftFields; clashes: DraftField[] } {
  const myChanges = changedFields(base, mine);
  const theirChanges = changedFields(base, newer);
  return {
    merged: { ...newer, ...Object.fromEntries(myChanges.map((field) => [field, mine[field]])) },
    clashes: myChanges.filter((field) => theirChanges.includes(field) && mine[field] !== newer[field]),
  };
}
