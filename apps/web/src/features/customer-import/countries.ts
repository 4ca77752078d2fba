/** Whose numbers are asked for most often; another one that is chosen stays to be chosen. */
const codes = [
  ...["US", "CA", "GB", "IE", "AU", "NZ", "DE", "AT", "CH", "FR", "BE", "NL", "ES", "PT", "IT"],
  ...["DK", "SE", "NO", "FI", "PL", "CZ", "MX", "BR", "ZA", "IN", "SG", "JP"],
];

export function countries(chosen: string | null): { value: string; label: string }[] {
  const names = new Intl.DisplayNames("en", { type: "region" });
  const all = chosen === null || codes.includes(chosen) ? codes : [chosen, ...codes];
  return all.map((value) => ({ value, label: names.of(value) ?? value }));
}
