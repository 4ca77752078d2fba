/** What becomes of a form: a field per fault, in a sentence where the mistake was made. */
export type Faults<Field extends string> = Partial<Record<Field, string>>;

/** A change that somebody makes to what they have seen. @template Now what stands there */
export type SaveOutcome<Field extends string, Now> =
  | { readonly outcome: "saved" }
  /** What is wrong with a field; nothing was changed. */
  | { readonly outcome: "wrong"; readonly faults: Faults<Field> }
  /** Somebody has changed it meanwhile; nothing was overwritten. */
  | { readonly outcome: "conflict"; readonly now: Now };

/** Which of these fields a change is about. */
export function changedFields<Fields extends object>(
  names: readonly (keyof Fields)[],
  { fields, seen }: { fields: Fields; seen: Fields },
): (keyof Fields)[] {
  return names.filter((name) => fields[name] !== seen[name]);
}

/** Whether somebody else has changed one of these fields to something that is neither what was seen nor what is wanted. */
export function isOverwriting<Fields extends object>(
  changed: readonly (keyof Fields)[],
  { fields, seen, now }: { fields: Fields; seen: Fields; now: Fields },
): boolean {
  return changed.some((name) => now[name] !== seen[name] && now[name] !== fields[name]);
}

/** What a form holds once somebody else has saved: what was typed in it, and of all else what stands there now. */
export function keepTyped<Fields extends object>(
  names: readonly (keyof Fields)[],
  { fields, seen, now }: { fields: Fields; seen: Fields; now: Fields },
): Fields {
  const others = names.filter((name) => fields[name] === seen[name]);
  return { ...fields, ...Object.fromEntries(others.map((name) => [name, now[name]])) };
}
