import type { Definition, Link, LinkReference, Paragraph } from "mdast";

/** The link of a paragraph that is nothing but one link with words: such a paragraph is drawn as a button. */
export function onlyLink(
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
