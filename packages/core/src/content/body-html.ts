import { Button } from "@react-email/button";
import { Heading } from "@react-email/heading";
import { Hr } from "@react-email/hr";
import { Img } from "@react-email/img";
import { Link } from "@react-email/link";
import { Text } from "@react-email/text";
import type { Nodes, Parents } from "mdast";
import { createElement as h, type ReactNode } from "react";
import type { MailColors } from "./mail-colors.ts";
import { mailStyles } from "./mail-styles.ts";
import { onlyLink } from "./only-link.ts";
import type { ParsedBody } from "./parse-markdown.ts";
import { isLinkable, isShowable } from "./safe-address.ts";
import { splitBareLinks } from "./split-bare-links.ts";

/**
 * The body as React Email elements. No markup of the author's ever exists: raw HTML comes out as the text it is,
 * an address that may not be linked leaves only its words.
 */
export function bodyHtml(body: ParsedBody, colors: MailColors): ReactNode[] {
  const styles = mailStyles(colors);

  const children = (node: Parents, tight = false) =>
    node.children.map((child, index) => render(child, index, tight));

  const link = (address: string | undefined, content: ReactNode, key: number): ReactNode =>
    address !== undefined && isLinkable(address)
      ? h(Link, { key, href: address, className: "link", style: styles.link }, content)
      : content;

  const picture = (address: string | undefined, alt: string, key: number): ReactNode =>
    address !== undefined && isShowable(address)
      ? h(Img, { key, src: address, alt, style: styles.image })
      : alt;

  function text(value: string, key: number): ReactNode {
    const pieces = splitBareLinks(value);
    return pieces.length === 1 && pieces[0]?.address === undefined
      ? value
      : h("span", { key }, ...pieces.map((piece, index) => link(piece.address, piece.text, index)));
  }

  function render(node: Nodes, key: number, tight: boolean): ReactNode {
    switch (node.type) {
      case "text":
        return text(node.value, key);
      case "html":
        return h("span", { key, style: { whiteSpace: "pre-wrap" } }, node.value);
      case "paragraph": {
        const button = onlyLink(node, body.definitions);
        if (button && isLinkable(button.address)) {
          const label = h(
            Button,
            { href: button.address, className: "button", style: styles.button },
            children(button.node),
          );
          return h("div", { key, style: styles.buttonRow }, label);
        }
        return tight
          ? children(node)
          : h(Text, { key, className: "text", style: styles.text }, children(node));
      }
      case "heading":
        return h(
          Heading,
          {
            key,
            as: node.depth === 1 ? "h1" : node.depth === 2 ? "h2" : "h3",
            className: "text",
            style: styles.heading(node.depth),
          },
          children(node),
        );
      case "list":
        return h(
          node.ordered ? "ol" : "ul",
          { key, className: "text", style: styles.list, ...(node.ordered && { start: node.start ?? 1 }) },
          node.children.map((item, index) =>
            h("li", { key: index, style: styles.item }, children(item, !(node.spread || item.spread))),
          ),
        );
      case "blockquote":
        return h("blockquote", { key, className: "quote", style: styles.quote }, children(node));
      case "code":
        return h("pre", { key, className: "code", style: styles.codeBlock }, h("code", null, node.value));
      case "inlineCode":
        return h("code", { key, className: "code", style: styles.code }, node.value);
      case "thematicBreak":
        return h(Hr, { key, className: "rule", style: styles.rule });
      case "break":
        return h("br", { key });
      case "emphasis":
        return h("em", { key }, children(node));
      case "strong":
        return h("strong", { key }, children(node));
      case "link":
        return link(node.url, h("span", { key }, children(node)), key);
      case "linkReference":
        return link(body.definitions.get(node.identifier)?.url, h("span", { key }, children(node)), key);
      case "image":
        return picture(node.url, node.alt ?? "", key);
      case "imageReference":
        return picture(body.definitions.get(node.identifier)?.url, node.alt ?? "", key);
      case "definition":
        return null;
      default:
        return "children" in node ? h("span", { key }, children(node)) : null;
    }
  }

  return body.root.children.map((node, index) => render(node, index, false));
}
