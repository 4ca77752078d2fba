import type { Definition, Nodes, Root } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";

/** Parsed body: the tree, and the targets of its reference links. */
export interface ParsedBody {
  readonly root: Root;
  readonly definitions: ReadonlyMap<string, Definition>;
}

const parser = unified().use(remarkParse).freeze();

/** Parse marked Markdown. Check `isTooComplex` first. */
export function parseMarkdown(markedText: string): ParsedBody {
  const root = parser.parse(markedText);
  const definitions = new Map<string, Definition>();
  for (const node of walk(root)) {
    // The first of two definitions counts (CommonMark 4.7).
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
  }
  return { root, definitions };
}

/** Every node of a tree, parents first. */
export function* walk(node: Nodes): Generator<Nodes> {
  yield node;
  if ("children" in node) for (const child of node.children) yield* walk(child);
}
