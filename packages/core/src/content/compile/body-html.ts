import { Button } from "@react-email/button";
import { Hr } from "@react-email/hr";
import { Img } from "@react-email/img";
import type { Definition, Link, LinkReference, Nodes, Paragraph, Parents } from "mdast";
import { Fragment, createElement as h, type ReactNode } from "react";
import { readPictureAddress } from "../../picture/picture-name.ts";
import type { ParsedBody } from "../markdown/parse-markdown.ts";
import { isLinkable, isShowable } from "../markdown/safe-address.ts";
import { splitBareLinks } from "../markdown/split-bare-links.ts";
import { splitFields } from "../template/field-marks.ts";
import type { MailColors } from "./mail-colors.ts";
import { mailStyles } from "./mail-styles.ts";

/** Where a node stands: in a link nothing else may be one, a tight list's paragraphs have no gaps. */
interface Place {
  readonly tight?: boolean;
  readonly inLink?: boolean;
  readonly inList?: boolean;
}

/**
 * The body as React Email elements. No markup of the author's ever exists: raw HTML comes out as the text it is,
 * an address that may not be linked leaves only its words. What repeats with each paragraph is kept short, since
 * Gmail cuts mails at 102 KB: fonts and colours come from the cell around.
 */
export function bodyHtml(body: ParsedBody, colors: MailColors): ReactNode[] {
  const styles = mailStyles(colors);

  const children = (node: Parents, place: Place = {}) =>
    node.children.map((child, index) => render(child, index, place));

  const linked = (address: string, content: ReactNode, key: number): ReactNode =>
    h("a", { key, href: address, style: styles.link }, content);

  /** Words of a link hold no second link, whatever becomes of its own address (K20). */
  function link(node: Parents, address: string | undefined, key: number, place: Place): ReactNode {
    const words = children(node, { ...place, inLink: true });
    return address !== undefined && isLinkable(address) && !place.inLink
      ? linked(address, words, key)
      : h("span", { key }, words);
  }

  function picture(address: string | undefined, alt: string, key: number): ReactNode {
    if (address === undefined || !isShowable(address)) return fields(alt, key);
    // Outlook knows no max-width (K26).
    return h(Img, { key, src: address, alt, width: pictureWidth(address), style: styles.image });
  }

  /** Each field's value has a direction of its own (K27). */
  function fields(value: string, key: number): ReactNode {
    const pieces = splitFields(value);
    if (pieces.length === 1 && !pieces[0]?.isField) return value;
    const shown = pieces.map(({ text, isField }, index) =>
      isField ? h("span", { key: index, dir: "auto" }, text) : text,
    );
    return h(Fragment, { key }, shown);
  }

  function text(value: string, key: number, { inLink = false }: Place): ReactNode {
    if (inLink) return fields(value, key);
    const pieces = splitBareLinks(value).map((piece, index) =>
      piece.address !== undefined && isLinkable(piece.address)
        ? linked(piece.address, piece.text, index)
        : fields(piece.text, index),
    );
    return pieces.length === 1 && typeof pieces[0] === "string" ? pieces[0] : h(Fragment, { key }, pieces);
  }

  function render(node: Nodes, key: number, place: Place): ReactNode {
    switch (node.type) {
      case "text":
        return text(node.value, key, place);
      case "html":
        return h("span", { key, style: { whiteSpace: "pre-wrap" } }, fields(node.value, 0));
      case "paragraph": {
        // A list of links stays a list; alone in the text a link is drawn as a button.
        const button = place.inList ? undefined : onlyLink(node, body.definitions);
        if (button && isLinkable(button.address)) {
          const label = h(
            Button,
            { href: button.address, className: "button", style: styles.button },
            children(button.node, { inLink: true }),
          );
          return h("div", { key, dir: "auto", style: styles.buttonRow }, label);
        }
        return place.tight
          ? h(Fragment, { key }, children(node))
          : h("p", { key, dir: "auto", style: styles.text }, children(node));
      }
      case "heading": {
        const tag = node.depth === 1 ? "h1" : node.depth === 2 ? "h2" : "h3";
        return h(tag, { key, dir: "auto", style: styles.heading(node.depth) }, children(node));
      }
      case "list":
        return h(
          node.ordered ? "ol" : "ul",
          { key, dir: "auto", style: styles.list, ...(node.ordered && { start: node.start ?? 1 }) },
          node.children.map((item, index) =>
            h(
              "li",
              { key: index, dir: "auto", style: styles.item },
              children(item, { tight: !(node.spread || item.spread), inList: true }),
            ),
          ),
        );
      case "blockquote":
        return h("blockquote", { key, dir: "auto", className: "quote", style: styles.quote }, children(node));
      case "code":
        return h(
          "pre",
          { key, className: "code", style: styles.codeBlock },
          h("code", null, fields(node.value, 0)),
        );
      case "inlineCode":
        return h("code", { key, className: "code", style: styles.code }, fields(node.value, 0));
      case "thematicBreak":
        return h(Hr, { key, className: "rule", style: styles.rule });
      case "break":
        return h("br", { key });
      case "emphasis":
        return h("em", { key }, children(node, place));
      case "strong":
        return h("strong", { key }, children(node, place));
      case "link":
        return link(node, node.url, key, place);
      case "linkReference":
        return link(node, body.definitions.get(node.identifier)?.url, key, place);
      case "image":
        return picture(node.url, node.alt ?? "", key);
      case "imageReference":
        return picture(body.definitions.get(node.identifier)?.url, node.alt ?? "", key);
      case "definition":
        return null;
      default:
        return "children" in node ? h("span", { key }, children(node, place)) : null;
    }
  }

  return body.root.children.map((node, index) => render(node, index, {}));
}

/** The link of a paragraph that is nothing but one link with words: such a paragraph is drawn as a button. */
function onlyLink(
  paragraph: Paragraph,
  definitions: ReadonlyMap<string, Definition>,
): { readonly node: Link | LinkReference; readonly address: string } | undefined {
  const [node, ...others] = paragraph.children;
  if (others.length > 0 || (node?.type !== "link" && node?.type !== "linkReference")) return undefined;
  const address = node.type === "link" ? node.url : definitions.get(node.identifier)?.url;
  if (address === undefined) return undefined;
  // `<https://…>` is an address to read, not a button; a picture that links stays a picture.
  const [label] = node.children;
  const bare = label?.type === "text" && node.children.length === 1 && label.value === address;
  const drawable = node.children.every((child) => child.type !== "image" && child.type !== "imageReference");
  return bare || !drawable || !label ? undefined : { node, address };
}

/** Inside of the card, in pixels: 600 less the padding at both sides. */
const insidePx = 536;

/**
 * The width a picture is drawn with in Outlook, which knows no max-width, in pixels. Pictures uploaded here carry
 * their size in their address; any other may be as wide as the card.
 */
function pictureWidth(address: string): number {
  return Math.min(readPictureAddress(address)?.widthPx ?? insidePx, insidePx);
}
