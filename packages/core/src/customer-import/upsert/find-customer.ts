import { shownAddress } from "@packpost/db/address";
import { foldText } from "@packpost/db/fold-text";
import { shownNumber } from "../../address/read-number.ts";
import type { CustomerKeys, Refusal } from "./noun.ts";
import type { Row, Values, World } from "./world.ts";

/** The customer that keys mean; null = nobody has any of them. */
export type FoundCustomer = { readonly row: Row | null; readonly note?: string } | Refusal;

/**
 * Which customer is meant by an id of another system, a number, an address, a telephone number: the first two go before the others. Two
 * keys that mean two people of different families are a conflict that names both, and nobody is picked (T59). Who has another id of
 * that system is somebody else, such as the second of a couple with one address.
 */
export function findCustomer(keys: CustomerKeys, world: World): FoundCustomer {
  const own = keys.externalId === undefined ? undefined : world.of(`external:${keys.externalId}`)[0];
  const numbered = keys.number === undefined ? undefined : world.of(`number:${keys.number}`)[0];
  if (keys.number !== undefined && numbered === undefined)
    return { reason: `There is no customer with the number ${keys.number}.` };
  if (own !== undefined && numbered !== undefined && own !== numbered)
    return conflict(["ID", own], ["customer number", numbered]);
  const atMailbox = keys.emailKey === undefined ? [] : world.of(`email:${keys.emailKey}`);
  const atPhone = keys.phone === undefined ? [] : world.of(`phone:${keys.phone}`);
  const known = own ?? numbered;
  if (known !== undefined) {
    if (keys.externalId !== undefined && own === undefined && known.values.externalId !== null)
      return {
        reason: `${describePerson(known.values)} has another ID: ${known.values.externalId}.`,
        conflict: [known.id],
      };
    const word = own === undefined ? "customer number" : "ID";
    const other = otherPerson(known, atMailbox) ?? otherPerson(known, atPhone);
    if (other !== undefined)
      return conflict([word, known], [atMailbox.includes(other) ? "address" : "phone number", other]);
    return { row: known };
  }
  const namesake = [...atMailbox, ...atPhone].find(
    (row) => keys.externalId !== undefined && row.values.externalId !== null && isNamed(row, keys),
  );
  if (namesake !== undefined && atMailbox.includes(namesake))
    return {
      reason: `${describePerson(namesake.values)} has this address under another ID: ${namesake.values.externalId}.`,
      conflict: [namesake.id],
    };
  return byAddress(keys, atMailbox, atPhone);
}

function byAddress(keys: CustomerKeys, atMailbox: Row[], atPhone: Row[]): FoundCustomer {
  // With an id of its own it is another person unless the names agree; without, only where they cannot be one person's.
  const fits = (row: Row) =>
    keys.externalId === undefined
      ? !isSomebodyElse(row, keys)
      : row.values.externalId === null &&
        (isNamed(row, keys) || keys.nameKey === "" || nameKeyOf(row) === "");
  const mailbox = atMailbox.filter(fits);
  const phone = atPhone.filter(fits);
  const [one] = mailbox;
  const [other] = phone;
  if (one !== undefined && other !== undefined) {
    const both = mailbox.filter((row) => phone.includes(row));
    if (both.length > 0) return pick(both, keys, "address and phone number");
    const all = [...mailbox, ...phone];
    if (all.some((row) => row.values.familyId !== one.values.familyId))
      return conflict(["address", one], ["phone number", other]);
    return pick(all, keys, "address or phone number");
  }
  if (one === undefined && other === undefined)
    return keys.externalId === undefined ? beside(atMailbox, atPhone) : { row: null };
  if (keys.externalId === undefined) {
    // A name tells who of one key is meant; of two keys that mean two people it picks nobody (T59).
    const owner = one ? otherPerson(one, atPhone) : other && otherPerson(other, atMailbox);
    if (owner !== undefined)
      return conflict(["address", one ?? owner], ["phone number", one ? owner : (other ?? owner)]);
  }
  if (one !== undefined) return pick(mailbox, keys, "address");
  if (other === undefined) return { row: null };
  if (keys.emailKey === undefined || keys.nameKey === "") return pick(phone, keys, "phone number");
  const named = phone.filter((row) => isNamed(row, keys));
  if (named.length > 0) return pick(named, keys, "phone number");
  return { row: null, note: `${describePerson(other.values)} has the same phone number.` };
}

/** Somebody new, beside who has the address or number already: a couple's mailbox is no reason to write one's name over the other's. */
function beside([sharing]: readonly Row[], [calling]: readonly Row[]): FoundCustomer {
  const who = sharing ?? calling;
  if (who === undefined) return { row: null };
  const word = sharing === undefined ? "phone number" : "address";
  return {
    row: null,
    note: `${describePerson(who.values)} has the same ${word}. If it is one person, merge them on their page.`,
  };
}

/** Of several with a key the one of that name. */
function pick(rows: readonly Row[], keys: CustomerKeys, word: string): FoundCustomer {
  const [first, second] = rows;
  if (first !== undefined && second === undefined) return { row: first };
  const named = rows.filter((row) => isNamed(row, keys));
  if (named[0] !== undefined && named.length === 1) return { row: named[0] };
  if (first === undefined || second === undefined) return { row: null };
  return {
    reason: `Several customers have this ${word}: ${describePerson(first.values)} and ${describePerson(second.values)}. Give the customer number or ID.`,
    conflict: [first.id, second.id],
  };
}

/** Somebody else who has the key, where the known one has it not and they are no family. */
function otherPerson(known: Row, rows: readonly Row[]): Row | undefined {
  if (rows.includes(known) || rows.some((row) => row.values.familyId === known.values.familyId))
    return undefined;
  return rows[0];
}

function conflict([firstWord, first]: [string, Row], [secondWord, second]: [string, Row]): Refusal {
  return {
    reason: `The ${firstWord} means ${describePerson(first.values)}, the ${secondWord} means ${describePerson(second.values)}.`,
    conflict: [first.id, second.id],
  };
}

const nameKeyOf = (row: Row) => nameKey(row.values);
const isNamed = (row: Row, keys: CustomerKeys) => keys.nameKey !== "" && nameKeyOf(row) === keys.nameKey;

/**
 * Whether the first names cannot be one person's: neither begins with the other (Pat, P. and Patrick can), and the whole names are not
 * the same words in another order.
 */
function isSomebodyElse(row: Row, keys: CustomerKeys): boolean {
  const there = foldText(row.values.firstName ?? "").replace(/\.$/, "");
  const said = keys.firstKey.replace(/\.$/, "");
  if (there === "" || said === "" || there.startsWith(said) || said.startsWith(there)) return false;
  return wordsOf(nameKeyOf(row)) !== wordsOf(keys.nameKey);
}

const wordsOf = (name: string) =>
  name
    .split(/[ ,]+/)
    .filter((word) => word !== "")
    .sort()
    .join(" ");

/** As names compare (K12). */
export function nameKey(values: Values): string {
  return foldText(`${values.firstName ?? ""} ${values.lastName ?? ""}`);
}

/** Such as `Maria Okafor (no. 12)`. */
export function describePerson(values: Values): string {
  const name = `${values.firstName ?? ""} ${values.lastName ?? ""}`.trim();
  const { email, phone, number, externalId } = values;
  const shown =
    name ||
    (email
      ? shownAddress(email)
      : phone
        ? shownNumber(phone)
        : externalId
          ? `ID ${externalId}`
          : "a customer");
  return number ? `${shown} (no. ${number})` : shown;
}
