import type { Nodes, Parents } from "mdast";
import type { ParsedBody } from "../markdown/parse-markdown.ts";
import { isLinkable } from "../markdown/safe-address.ts";
import { splitBareLinks } from "../markdown/split-bare-links.ts";

/** The body as plain text that reads well by itself: underlined headings, dashes, addresses after their words. */
export function bodyText(body: ParsedBody): string {
  return blocks(body.root.children, "\n\n");

  function blocks(nodes: readonly Nodes[], separator: string): string {
    return nodes
      .map(block)
      .filter((text) => text !== "")
      .join(separator);
  }

  function block(node: Nodes): string {
    switch (node.type) {
      case "heading": {
        const text = inline(node);
        return node.depth > 2
          ? text
          : `${text}\n${(node.depth === 1 ? "=" : "-").repeat(underlineLength(text))}`;
      }
      case "list":
        return node.children
          .map((item, index) => {
            const bullet = node.ordered ? `${(node.start ?? 1) + index}. ` : "- ";
            return indent(
              blocks(item.children, item.spread ? "\n\n" : "\n"),
              bullet,
              " ".repeat(bullet.length),
            );
          })
          .join(node.spread ? "\n\n" : "\n");
      case "blockquote":
        return indent(blocks(node.children, "\n\n"), "> ", "> ");
      case "code":
        return indent(node.value, "    ", "    ");
      case "thematicBreak":
        return "* * *";
      default:
        return "children" in node ? inline(node) : leaf(node);
    }
  }

  function inline(node: Parents): string {
    return node.children.map((child) => ("children" in child ? span(child) : leaf(child))).join("");
  }

  function span(node: Parents): string {
    const words = inline(node);
    if (node.type === "link") return withAddress(words, node.url);
    if (node.type === "linkReference") return withAddress(words, body.definitions.get(node.identifier)?.url);
    return words;
  }

  function withAddress(words: string, address: string | undefined): string {
    if (address === undefined || !isLinkable(address)) return words;
    const readable = address.replace(/^(mailto|tel):/i, "");
    // One address a link, as in the HTML: mail programs link every address they see in plain text (K20).
    if (words.trim() === "" || words === address || words === readable || isAddress(words.trim()))
      return readable;
    return `${words.replace(/https?:\/\//gi, "")}: ${readable}`;
  }

  function leaf(node: Nodes): string {
    switch (node.type) {
      case "text":
        return node.value.replace(/\n/g, " ");
      case "html":
      case "inlineCode":
        return node.value;
      case "break":
        return "\n";
      case "image":
      case "imageReference":
        return node.alt ? `[${node.alt}]` : "";
      default:
        return "";
    }
  }
}

function isAddress(words: string): boolean {
  const [first, ...others] = splitBareLinks(words);
  return first?.address !== undefined && others.length === 0;
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split("\n")
    .map((line, index) => (index === 0 ? first : rest) + line)
    .map((line) => line.trimEnd())
    .join("\n");
}

/** A field's mark is as long as what was written; close enough for a line under it. */
function underlineLength(text: string): number {
  return Math.min(Math.max(text.split("\n").at(-1)?.length ?? 0, 3), 60);
}
