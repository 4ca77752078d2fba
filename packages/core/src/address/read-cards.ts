/**
 * Contacts that a phone or mail program exports (vCard) as one entry an address, or the name where a card has none: its other
 * lines are about the same person. @source RFC 6350
 */
export function readCards(lines: readonly string[]): string[] {
  const told: string[] = [];
  let card: string[] | null = null;
  for (const line of lines) {
    if (/^\s*BEGIN:VCARD\s*$/i.test(line)) {
      if (card) told.push(...entriesOf(card));
      card = [];
    } else if (card && /^\s*END:VCARD\s*$/i.test(line)) {
      told.push(...entriesOf(card));
      card = null;
    } else if (card && /^[ \t]/.test(line) && card.length > 0) card.push(`${card.pop()}${line.slice(1)}`);
    else (card ?? told).push(line);
  }
  return card ? [...told, ...entriesOf(card)] : told;
}

/** `item1.EMAIL;type=INTERNET:maria@mail.example`: a property, what is said about it, its value. */
const property = /^\s*(?:[\w-]{1,40}\.)?(EMAIL|FN|N)(?:;[^:]{0,300})?:(.*)$/i;

function entriesOf(card: readonly string[]): string[] {
  const values = card.flatMap((line) => {
    const [, name = "", value = ""] = property.exec(line) ?? [];
    return value.trim() === "" ? [] : [{ name: name.toUpperCase(), value: value.replace(/\\([,;])/g, "$1") }];
  });
  const of = (wanted: string) =>
    values.filter(({ name }) => name === wanted).map(({ value }) => value.trim());
  const [last = "", first = ""] = of("N")[0]?.split(";") ?? [];
  const name = (of("FN")[0] ?? `${first} ${last}`).replace(/[,;<>"]/g, " ").trim();
  const addresses = of("EMAIL");
  if (addresses.length > 0)
    return addresses.map((address) => (address.includes("@") ? `<${address}>` : address));
  // A card in which nothing is found is not lost.
  return name === "" ? [card.join(" ").slice(0, 300) || "VCARD"] : [name];
}
