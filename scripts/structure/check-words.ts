import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";

/** What customers see and read: their own pages, the page behind a mail's link, and the mails that we write by ourselves. */
const customerFacing = [
  /^apps\/web\/src\/features\/(portal|subscription)\//,
  /^apps\/web\/src\/app\/(\(portal\)|\(public\)\/u|customer-failure\.tsx)/,
  /^packages\/core\/src\/portal\/(render-code-mail|mail-code)\.ts$/,
  /^packages\/core\/src\/content\/compile\/(letter|mail-layout|compile-template)\.ts$/,
  /^packages\/core\/src\/conversation\/notices\/(mail-unread|render-messages-mail)\.ts$/,
  /^packages\/core\/src\/(inbound-mail\/mail-closed|opening-hours\/closed-words|conversation\/say-closed)\.ts$/,
  /^packages\/core\/src\/(alert\/email-unreached|customer\/write\/write-out|transactional\/render-transactional)\.ts$/,
];

/** Attributes that are read out or shown. */
const shown = new Set(["alt", "aria-description", "aria-label", "label", "placeholder", "title"]);
const letters = /\p{L}/u;
/** Two words that begin or end as a sentence does: no name, no code, no list of classes. */
const sentence = /^(?=.*\p{L}{2,}[,.:;!?]? \p{L}{2,})(?:\p{Lu}.*|.*[.!?…])$/su;

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Words that customers read and that stand in code: they belong into the catalogues, where every language has them. */
export function checkWords(files: readonly string[]): string[] {
  return files
    .filter((file) => !/\.test\.tsx?$/.test(file) && customerFacing.some((pattern) => pattern.test(file)))
    .flatMap((file) =>
      findWords(file, readFileSync(file, "utf8")).map(
        (words) =>
          `${file} says “${words}”\n  Customers read this: give it a key in packages/core/src/messages/catalogues, in every language.`,
      ),
    );
}

/** The words in a source that its reader would see. What is thrown, and SQL, nobody sees. */
export function findWords(file: string, source: string): string[] {
  const found: string[] = [];
  const look = (value: unknown, isShown: boolean): void => {
    if (Array.isArray(value)) for (const one of value) look(one, isShown);
    else if (isNode(value)) lookAt(value, isShown);
  };
  const lookAt = (node: Node, isShown: boolean): void => {
    switch (node.type) {
      case "ImportDeclaration":
      case "ThrowStatement":
      case "TaggedTemplateExpression":
        break;
      case "JSXText":
        note(node.value, letters);
        break;
      case "Literal":
        note(node.value, isShown ? letters : sentence);
        break;
      case "TemplateElement":
        note(Object(node.value).cooked, isShown ? letters : sentence);
        break;
      case "JSXAttribute":
        look(node.value, shown.has(String(Object(node.name).name)));
        break;
      case "JSXElement":
      case "JSXFragment":
        look(node.openingElement, false);
        look(node.children, true);
        break;
      // What is compared, called or looked up there is not what is shown.
      case "BinaryExpression":
      case "CallExpression":
      case "MemberExpression":
      case "ArrowFunctionExpression":
        lookInto(node, false);
        break;
      case "ConditionalExpression":
        look(node.test, false);
        look([node.consequent, node.alternate], isShown);
        break;
      default:
        lookInto(node, isShown);
    }
  };
  const lookInto = (node: Node, isShown: boolean) => {
    for (const [key, value] of Object.entries(node)) if (key !== "type") look(value, isShown);
  };
  const note = (value: unknown, pattern: RegExp) => {
    if (typeof value === "string" && pattern.test(value)) found.push(value.trim().replace(/\s+/g, " "));
  };
  look(parseSync(file, source).program, false);
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof Object(value).type === "string";
}
