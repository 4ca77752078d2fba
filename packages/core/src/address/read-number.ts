import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { tidyPaste } from "./tidy-paste.ts";

/** A telephone number as it is kept (E.164: `+15035550142`), or why it is none. */
export type ReadNumber = { readonly key: string } | { readonly fault: string };

/**
 * Reads a number as people paste it: with its country code, in any spelling, `tel:` too. Whether it could exist is asked of the
 * plans of all countries (libphonenumber, metadata `max`).
 * @param country whose number it is where no country code stands before it; null = one must
 */
export function readNumber(typed: string, country: CountryCode | null = null): ReadNumber {
  const text = tidyPaste(typed)
    .trim()
    .replace(/^tel:/i, "")
    .replace(/^00(?=[1-9])/, "+");
  if (!/\d/.test(text)) return { fault: `This is no telephone number. ${example}` };
  if (!text.startsWith("+") && country === null) return { fault: `The country code is missing. ${example}` };
  const number = parsePhoneNumberFromString(text, {
    extract: false,
    ...(country !== null && { defaultCountry: country }),
  });
  if (number?.ext !== undefined)
    return { fault: "An extension cannot be texted: write the number without it." };
  if (number === undefined || !number.isValid())
    return { fault: `No telephone has this number: please check its digits. ${example}` };
  return { key: number.number };
}

const example = "Write it like +1 503 555 0142.";

/** A kept number as people read it: `+1 503 555 0142`. */
export function shownNumber(key: string): string {
  return parsePhoneNumberFromString(key)?.formatInternational() ?? key;
}
