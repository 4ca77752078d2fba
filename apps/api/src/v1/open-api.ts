import * as z from "zod";
import { createDocument, type ZodOpenApiPathsObject } from "zod-openapi";
import { type Operation, partOf } from "./list-operations.ts";
import { problemSchema } from "./problem.ts";

const about = `
Packpost's API is for the other systems of a business: keep customers up to date, send a work order, read what became of it.

- **Keys** are made in Packpost under Settings, API, each with the scopes it needs. Send yours as \`Authorization: Bearer ppk_…\`.
- **Problems** are answered as \`application/problem+json\` (RFC 9457) with a \`code\` for programs and the request's id.
- **Lists of words are open**: statuses, codes, scopes and kinds may get more members. Treat one that you do not know as "something else", never as an error.
- **Pages** go by \`cursor\`: pass the one that the page before gave. A page has 200 rows at most.
- **Rates**: headers \`RateLimit-Limit\`, \`-Remaining\` and \`-Reset\` tell how many more requests the key may send; a 429 says when to come again in \`Retry-After\`. Each process of the API counts for itself, so an installation with several may let more through: believe the headers.
- **Sending** takes an \`Idempotency-Key\`: the same key with the same request has the same answer, however often it comes.
- **External ids** are your own ids of things. In a path they are percent-encoded: \`/customers/A%2F17\`. Programs take \`.\` and \`..\` out of paths: send such ids by the bulk calls.
`;

/** The OpenAPI 3.1 document of the operations. @param apiUrl the api's public address */
export function describeApi(operations: readonly Operation[], apiUrl: string): Record<string, unknown> {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    const method = METHODS[operation.meta.method];
    paths[operation.meta.path] = { ...paths[operation.meta.path], [method]: describe(operation) };
  }
  const document = createDocument(
    {
      openapi: "3.1.1",
      info: { title: "Packpost API", version: "1", description: about },
      servers: [{ url: `${apiUrl}/v1` }],
      security: [{ key: [] }],
      components: {
        securitySchemes: { key: { type: "http", scheme: "bearer", description: "A key: ppk_…" } },
      },
      paths,
    },
    { override: openAnswers },
  );
  return { ...document };
}

/** An answer may get more fields: no generated client is to fail at one (T63). */
function openAnswers({
  jsonSchema,
  io,
}: {
  jsonSchema: Record<string, unknown>;
  io: "input" | "output";
}): void {
  if (io === "output") delete jsonSchema.additionalProperties;
  // Said of every whole number; it tells nothing.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

const METHODS = { GET: "get", POST: "post", PUT: "put", DELETE: "delete" } as const;

function describe({ name, meta, path, headers, rest, input, output }: Operation) {
  const isQuery = meta.method === "GET" || meta.method === "DELETE";
  const hasRest = Object.keys(rest.shape).length > 0;
  const scope = meta.scope === null ? "Any key may." : `Scope: \`${meta.scope}\`.`;
  return {
    operationId: name.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase()),
    summary: meta.summary,
    description: meta.description === undefined ? scope : `${meta.description}\n\n${scope}`,
    tags: [titleOf(meta.path)],
    requestParams: {
      ...(path.length > 0 && {
        path: partOf(input, (field) => path.includes(field)),
      }),
      ...(isQuery && hasRest && { query: rest }),
      ...(Object.keys(headers).length > 0 && {
        header: z.object(
          Object.fromEntries(
            Object.entries(headers).map(([header, field]) => [header, schemaOf(input, field)]),
          ),
        ),
      }),
    },
    ...(!isQuery &&
      hasRest && { requestBody: { required: true, content: { "application/json": { schema: rest } } } }),
    responses: {
      [String(meta.status ?? (output === null ? 204 : 200)) as "200"]: {
        description: "Done",
        ...(output !== null && { content: { "application/json": { schema: output } } }),
      },
      default: {
        description: "A problem",
        content: { "application/problem+json": { schema: problemSchema } },
      },
    },
  };
}

/** Of "/customers/{externalId}": "Customers". */
function titleOf(path: string): string {
  const [, first = ""] = path.split("/");
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}`;
}

function schemaOf(input: z.ZodObject, field: string): z.core.$ZodType {
  const schema = input.shape[field];
  if (schema === undefined) throw new Error(`there is no field ${field}`);
  return schema;
}
