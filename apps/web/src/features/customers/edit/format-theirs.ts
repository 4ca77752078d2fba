/**
 * What somebody else has written into fields that were typed into as well: "Email address: ana@mail.example".
 * @param words what each field is called
 * @param sent what was to be saved, and what had stood there; whatever is typed since is not theirs
 * @param now what stands there by now
 */
export function formatTheirs<Fields extends object>(
  words: Readonly<Record<keyof Fields, string>>,
  sent: { readonly fields: Fields; readonly seen: Fields | null } | undefined,
  now: Fields | null,
): string[] {
  if (sent === undefined || now === null) return [];
  const { fields, seen } = sent;
  const names = Object.keys(words) as (keyof Fields)[];
  return names
    .filter((name) => fields[name] !== now[name] && fields[name] !== seen?.[name])
    .map((name) => `${words[name]}: ${String(now[name] ?? "") || "empty"}`);
}
