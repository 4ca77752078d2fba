import type { Definition, Nodes } from "mdast";
import { plainTextOf } from "../markdown/plain-text-of.ts";
import { isShowable, judgeAddress } from "../markdown/safe-address.ts";
import { splitBareLinks } from "../markdown/split-bare-links.ts";
import { hasMark } from "../template/field-marks.ts";
import { findDisguise, findOtherSite } from "./find-disguise.ts";
import type { Problem } from "./problem.ts";

/** What is wrong with the address of a link, a picture or a bare address in a text. */
export function findAddressProblems(node: Nodes, definitions: ReadonlyMap<string, Definition>): Problem[] {
  switch (node.type) {
    case "link":
      return judgeLink(node.url, plainTextOf(node));
    case "image":
      return judgePicture(node.url);
    case "linkReference":
      return judgeLink(definitions.get(node.identifier)?.url ?? "", plainTextOf(node));
    case "imageReference":
      return judgePicture(definitions.get(node.identifier)?.url ?? "");
    case "text":
      return judgeText(node.value);
    default:
      return [];
  }
}

const fieldInAddress: Problem = {
  code: "field_in_address",
  severity: "blocking",
  part: "body",
  message: "A personal field cannot stand inside a link's address. Put it in the words of the link.",
};

function judgeText(text: string): Problem[] {
  if ([...text.matchAll(/\bhttps?:\/\/[^\s<>"]+/gi)].some(([address]) => hasMark(address)))
    return [fieldInAddress];
  return splitBareLinks(text).flatMap(({ address }) => disguised(address ?? ""));
}

function judgeLink(address: string, words: string): Problem[] {
  if (words === "") return [warning("broken_link", "This link has no words to click.")];
  const disguise = disguised(address);
  if (disguise.length > 0) return disguise;
  switch (judgeAddress(address)) {
    case "has_field":
      return [fieldInAddress];
    case "broken":
      return [warning("broken_link", explainBroken(address))];
    case "not_https":
      return [
        warning("not_https", "This link is not secure: use https:// if the page has it."),
        ...otherSite(words, address),
      ];
    case "good":
      return otherSite(words, address);
  }
}

/** Says what to write instead: these are what people paste and what the toolbar leaves behind. */
function explainBroken(address: string): string {
  const shown = address.slice(0, 80);
  if (/^(https?:?[/\\]*)?$/i.test(address))
    return "This link has no address yet. Write it after https://, such as https://riverside.example/map.";
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(address))
    return `“${shown}” is a mail address: write mailto:${shown} to open a new mail.`;
  if (/^\+?[\d() .-]{6,}$/.test(address))
    return `“${shown}” is a phone number: write tel:${shown.replace(/[^\d+]/g, "")} to call it.`;
  if (/[\p{Cc}\p{Cf}\p{Z}]/u.test(address))
    return `“${shown}” has blanks or invisible characters in it. Type or copy the address again.`;
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(address) && !/^https?:/i.test(address)) {
    const scheme = address.slice(0, address.indexOf(":") + 1);
    return `Links lead to web pages (https://), mail addresses (mailto:) and phone numbers (tel:). “${scheme}” is none of them, so only the words are shown.`;
  }
  if (/^https?:/i.test(address))
    return `“${shown}” is no complete web address: after https:// comes a name with a dot, such as https://riverside.example/map.`;
  return `“${shown}” is no complete web address. Write it with https:// in front.`;
}

function judgePicture(address: string): Problem[] {
  if (judgeAddress(address) === "has_field") return [fieldInAddress];
  if (/^(https?:?[/\\]*)?$/i.test(address))
    return [
      warning("broken_link", "This picture has no address yet. Write it after https://, or upload one."),
    ];
  return isShowable(address)
    ? disguised(address)
    : [warning("not_https", "Pictures need an https:// address; this one is replaced by its description.")];
}

function disguised(address: string): Problem[] {
  const message = findDisguise(address);
  return message === undefined ? [] : [warning("deceptive_link", message)];
}

function otherSite(words: string, address: string): Problem[] {
  const message = findOtherSite(words, address);
  return message === undefined ? [] : [warning("deceptive_link", message)];
}

function warning(code: Problem["code"], message: string): Problem {
  return { code, severity: "warning", part: "body", message };
}
