/**
 * A sentence of the catalogue with what belongs into its places. Browser-safe.
 * @param places by name: `{organisation}` stands for `places.organisation`
 */
export function fillWords(sentence: string, places: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => places[name] ?? place);
}
