import type { Nodes } from "mdast";

/** The words of a node without its Markdown; a picture counts by its description, or as one if it has none. */
export function plainTextOf(node: Nodes): string {
  if ("children" in node) return node.children.map(plainTextOf).join("");
  if (node.type === "image" || node.type === "imageReference") return node.alt || "picture";
  return "value" in node ? node.value : node.type === "break" ? " " : "";
}
