/** Makes a language's formatter once: `Intl`'s are costly to make, and one is needed for every mail of a campaign. */
export function cachedByLanguage<T>(create: (language: string) => T): (language: string) => T {
  const made = new Map<string, T>();
  return (language) => {
    const known = made.get(language) ?? create(language);
    made.set(language, known);
    return known;
  };
}
