import type { TextTrouble } from "../sms-event.ts";

/** What one of Twilio's error codes means, for a text of ours. */
export interface TwilioError {
  readonly trouble: TextTrouble;
  /** A sentence for staff, with the code. */
  readonly providerMessage: string;
}

/** Codes of calls (2xxxx) and of reports (3xxxx) in plain words. @source twilio.com/docs/api/errors */
const known: Readonly<Record<number, readonly [TextTrouble, string]>> = {
  14107: ["pace", "Too many texts at once from this number"],
  20003: ["account", "The account and auth token were not accepted"],
  20005: ["account", "The account is not active"],
  20006: ["account", "The account may not do this"],
  20008: ["account", "These are test keys: they send nothing"],
  20404: ["account", "There is no such account"],
  20429: ["pace", "Too many requests"],
  21205: ["account", "The address for reports is not valid"],
  21211: ["invalid", "This is not a phone number"],
  21212: ["account", "The sending number is not valid"],
  21217: ["invalid", "This is not a phone number"],
  21408: ["recipient", "Texts to this country are not switched on in the account"],
  21601: ["account", "The sending number cannot send texts"],
  21602: ["recipient", "The text is empty"],
  21603: ["account", "There is no sending number"],
  21606: ["account", "The sending number is not one of this account's, or cannot send texts"],
  21608: ["account", "This is a trial account: it texts proven numbers only"],
  21609: ["account", "The address for reports is not valid"],
  21610: ["opted_out", "This number has texted STOP; only START from it lifts that"],
  21611: ["pace", "The queue of the sending number is full"],
  21612: ["recipient", "This number cannot be reached from the sending number"],
  21614: ["not_textable", "This number cannot get texts"],
  21617: ["recipient", "The text is longer than 1,600 characters"],
  21619: ["recipient", "The text is empty"],
  21620: ["recipient", "The address of a picture is not valid"],
  21623: ["recipient", "There are more than ten pictures"],
  21635: ["not_textable", "This is a landline and cannot get texts"],
  21659: ["account", "The sending number is not one of this account's"],
  21660: ["account", "The sending number belongs to another account"],
  21661: ["account", "The sending number cannot send texts"],
  21703: ["account", "The messaging service has no sending number"],
  21704: ["account", "The messaging service has no sending number"],
  30001: ["pace", "The queue of the sending number was full"],
  30002: ["account", "The account was suspended"],
  30003: ["recipient", "The phone is switched off or out of reach"],
  30004: ["recipient", "The carrier or the phone blocks this text"],
  30005: ["not_textable", "There is no such number, or its phone is gone"],
  30006: ["not_textable", "This is a landline, or its carrier takes no texts"],
  30007: ["recipient", "The carrier filtered the text out as unwanted"],
  30008: ["recipient", "The carrier gave no reason"],
  30009: ["recipient", "A part of the text was lost"],
  30010: ["account", "The text costs more than the account's limit"],
  30011: ["recipient", "The carrier of this number takes no pictures"],
  30017: ["recipient", "The carrier's network was overloaded"],
  30018: ["recipient", "The destination wants a sender that is registered there"],
  30019: ["recipient", "The picture is larger than the phone's carrier takes"],
  30022: ["pace", "More texts at once than the carriers allow this sender"],
  30023: ["account", "The carriers' limit for today is used up"],
  30024: ["account", "The sending number is not registered with the carriers"],
  30027: ["account", "The carriers' limit for today is used up"],
  30032: ["account", "The toll-free number has not been verified"],
  30034: ["account", "The sending number is not registered with the carriers (10DLC)"],
  30035: ["account", "The registration with the carriers (10DLC) is incomplete"],
  30036: ["recipient", "The text waited longer than it was valid"],
  30410: ["recipient", "The carrier did not answer in time"],
  30500: ["recipient", "The provider had a fault of its own"],
  63038: ["account", "The account's limit for today is used up"],
};

/**
 * Whose fault an error is. Codes that we do not know go by their family: 20xxx are the account's, 21xxx and 3xxxx one
 * text's; anything else, and an HTTP status in place of a code, is the account's.
 * @param code Twilio's code, of a refused call or of a report
 * @param said Twilio's own words, for a code that we do not know
 */
export function explainTwilioError(code: number, said = ""): TwilioError {
  const [trouble, words] = known[code] ?? [troubleOfFamily(code), said];
  return { trouble, providerMessage: `${words || "The text provider gave no reason"} (Twilio ${code})` };
}

function troubleOfFamily(code: number): TextTrouble {
  const family = Math.floor(code / 1_000);
  return family === 21 || (family >= 30 && family < 40) ? "recipient" : "account";
}
