import type { Definition, Nodes } from "mdast";
import { hasMark } from "./field-marks.ts";
import type { Problem } from "./problem.ts";
import { isShowable, judgeAddress } from "./safe-address.ts";

/** What is wrong with the address of a link, a picture or a bare address in a text. */
export function findAddressProblems(node: Nodes, definitions: ReadonlyMap<string, Definition>): Problem[] {
  switch (node.type) {
    case "link":
      return judgeLink(node.url, node.children.length === 0);
    case "image":
      return judgePicture(node.url);
    case "linkReference":
      return judgeLink(definitions.get(node.identifier)?.url ?? "", node.children.length === 0);
    case "imageReference":
      return judgePicture(definitions.get(node.identifier)?.url ?? "");
    case "text":
      return [...node.value.matchAll(/\bhttps?:\/\/[^\s<>"]+/gi)].some(([address]) => hasMark(address))
        ? [fieldInAddress]
        : [];
    default:
      return [];
  }
}

const fieldInAddress: Problem = {
  code: "field_in_address",
  severity: "blocking",
  part: "body",
  message: "A merge field cannot stand inside a link's address. Put it in the words of the link.",
};

function judgeLink(address: string, empty: boolean): Problem[] {
  if (empty) return [warning("broken_link", "This link has no words to click.")];
  switch (judgeAddress(address)) {
    case "has_field":
      return [fieldInAddress];
    case "broken":
      return [
        warning(
          "broken_link",
          `“${address.slice(0, 80)}” is no complete web address. Write it with https:// in front.`,
        ),
      ];
    case "not_https":
      return [warning("not_https", "This link is not secure: use https:// if the page has it.")];
    case "good":
      return [];
  }
}

function judgePicture(address: string): Problem[] {
  if (judgeAddress(address) === "has_field") return [fieldInAddress];
  return isShowable(address)
    ? []
    : [warning("not_https", "Pictures need an https:// address; this one is replaced by its description.")];
}

function warning(code: Problem["code"], message: string): Problem {
  return { code, severity: "warning", part: "body", message };
}
