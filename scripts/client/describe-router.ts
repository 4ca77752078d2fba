import * as z from "zod";
import { listOperations, type Operation } from "../../apps/api/src/v1/list-operations.ts";
import { problemSchema } from "../../apps/api/src/v1/problem.ts";
import { apiRouter } from "../../apps/api/src/v1/router.ts";
import { printType } from "./print-type.ts";

const made =
  "// Made by `npm run generate -w @packpost/client` from the API's own router; a test says when it is not up to date.\n";

const routerHead = `import type { TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure } from "@trpc/server";
import type * as takes from "./api-inputs.ts";
import type * as answers from "./api-types.ts";

type Query<Input, Output> = TRPCQueryProcedure<{ input: Input; output: Output; meta: object }>;
type Mutation<Input, Output> = TRPCMutationProcedure<{ input: Input; output: Output; meta: object }>;
type Root = {
  ctx: object;
  meta: object;
  errorShape: { message: string; code: number; data: { code: string; httpStatus: number; problem: answers.Problem } };
  transformer: false;
};
`;

/**
 * The types that the client publishes: what each call takes and answers, and nothing of what is behind it (T61).
 * @returns text of each file in `packages/client/src`
 */
export function describeRouter(): Record<string, string> {
  const named: Named = { takes: new Map(), answers: new Map() };
  nameOf(problemSchema, named, "answers");
  const nouns = Object.groupBy(listOperations(apiRouter), ({ name }) => name.split(".")[0] ?? name);
  const router = Object.entries(nouns).map(
    ([noun, operations = []]) =>
      `    ${noun}: {\n${operations.map((one) => callOf(one, named)).join("")}    };\n`,
  );
  return {
    "api-inputs.ts": `${made}
${interfacesOf(named.takes)}`,
    "api-types.ts": `${made}
${interfacesOf(named.answers)}`,
    "api-router.ts": `${made}${routerHead}\n/** Every call there is. */\nexport type ApiRouter = TRPCBuiltRouter<\n  Root,\n  {\n${router.join("")}  }\n>;\n`,
  };
}

/** Named types of what calls take, and of what they answer. */
type Named = Readonly<Record<"takes" | "answers", Map<string, unknown>>>;

const interfacesOf = (named: ReadonlyMap<string, unknown>) =>
  [...named].map(([name, schema]) => `export interface ${name} ${printType(schema, "", "")}\n`).join("\n");

function callOf({ name, type, meta, input, output }: Operation, named: Named): string {
  const kind = type === "query" ? "Query" : "Mutation";
  const takes = Object.keys(input.shape).length === 0 ? "void" : nameOf(input, named, "takes");
  const answers = output === null ? "void" : nameOf(output, named, "answers");
  const said = [`${meta.summary}.`, meta.description, meta.scope && `Scope: ${meta.scope}.`]
    .filter(Boolean)
    .join(" ");
  return `      /** ${said} */\n      ${name.split(".").at(-1)}: ${kind}<${takes}, ${answers}>;\n`;
}

/** What a schema is called, or its type; it and what it is made of are kept by their names. */
function nameOf(schema: z.ZodType, named: Named, as: keyof Named): string {
  const io = as === "takes" ? "input" : "output";
  const { $defs = {}, ...own } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  for (const [name, part] of Object.entries($defs)) named[as].set(name, part);
  const { id } = schema.meta() ?? {};
  if (id !== undefined && own.$ref === undefined) named[as].set(id, own);
  return id === undefined ? printType(own, "      ", `${as}.`) : `${as}.${id}`;
}
