/**
 * What somebody else has written into fields that were typed into as well: "Email address: ana@mail.example".
 * @param words what each field is called
 * @param fields what the form holds
 * @param now what stands there by now
 */
export function formatTheirs<Fields extends object>(
  words: Readonly<Record<keyof Fields, string>>,
  fields: Fields,
  now: Fields,
): string[] {
  const names = Object.keys(words) as (keyof Fields)[];
  return names
    .filter((name) => fields[name] !== now[name])
    .map((name) => `${words[name]}: ${String(now[name] ?? "") || "empty"}`);
}
