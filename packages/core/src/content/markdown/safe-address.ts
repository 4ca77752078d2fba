import { readPictureAddress } from "../../picture/picture-name.ts";
import { hasMark } from "../template/field-marks.ts";

/** What a link's or picture's address is worth. */
export type AddressVerdict = "good" | "not_https" | "broken" | "has_field";

/**
 * Judge an address an author wrote. `good` and `not_https` may be linked; the others never reach a mail.
 * Only absolute http(s), mailto and tel addresses are: a mail has no page to be relative to, and no scripts.
 */
export function judgeAddress(address: string): AddressVerdict {
  if (hasMark(address)) return "has_field";
  // Browsers drop control characters, so they hide schemes; characters without a width hide anything.
  if (/[\p{Cc}\p{Cf}\p{Z}]/u.test(address)) return "broken";
  if (/^mailto:[^@]+@[^@]+$/i.test(address) || /^tel:\+?[\d().-]+$/i.test(address)) return "good";
  const url = URL.parse(address);
  if (!url || !/^https?:\/\/[^/\\]/i.test(address) || !isPublicHost(url.hostname)) return "broken";
  return url.protocol === "https:" ? "good" : "not_https";
}

/** May a mail link to this address? */
export function isLinkable(address: string): boolean {
  return ["good", "not_https"].includes(judgeAddress(address));
}

/**
 * May a mail show a picture from there? https only: http pictures warn or stay blank in mail programs. One that was
 * uploaded here has an http address only where mail goes to the simulator: real keys refuse such an APP_URL.
 */
export function isShowable(address: string): boolean {
  const verdict = judgeAddress(address);
  if (/^https:/i.test(address)) return verdict === "good";
  return verdict === "not_https" && readPictureAddress(address) !== null;
}

function isPublicHost(host: string): boolean {
  return host.includes(".") || host.startsWith("[") || host === "localhost";
}
