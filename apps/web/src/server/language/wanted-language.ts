import {
  acceptedLanguage,
  chooseLanguage,
  knownLanguage,
  type Language,
  languageCookie,
} from "@packpost/core/messages/languages";
import { readCookie } from "#web/server/http/read-cookie.ts";

/** What was chosen at the foot of the door, in this browser; null = nothing. */
export function chosenLanguage(headers: Headers): Language | null {
  return knownLanguage(readCookie(headers, languageCookie));
}

/**
 * In which language a customer's page speaks: what its reader has chosen, else the organisation's where we have words in it, else the
 * browser's, else English.
 * @param headers the request's
 * @param own what the reader has chosen for good; null = nobody knows who reads, or they have not
 * @param organisation its own; null = there is none
 */
export function wantedLanguage(headers: Headers, own: string | null, organisation: string | null): Language {
  return chooseLanguage(
    own,
    chosenLanguage(headers),
    organisation,
    acceptedLanguage(headers.get("accept-language")),
  );
}
