/** Names as one reads them aloud: "Biscuit", "Biscuit and Pepper", "Biscuit, Pepper and Moss". Blank ones are left out. */
export function joinNames(names: readonly string[]): string {
  const known = names.map((name) => name.trim()).filter((name) => name !== "");
  const last = known.at(-1) ?? "";
  return known.length < 2 ? last : `${known.slice(0, -1).join(", ")} and ${last}`;
}
