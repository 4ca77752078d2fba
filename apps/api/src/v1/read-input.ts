import * as z from "zod";
import type { Operation } from "./list-operations.ts";
import { Refusal } from "./refusal.ts";

/** What is read of a request. */
export interface RequestParts {
  /** Of the path, decoded: a space, a slash and an umlaut are themselves (T60). */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  header(name: string): string | undefined;
  /** The body as it came. */
  body(): Promise<string>;
}

type Read = (parts: RequestParts) => Promise<Record<string, unknown>>;

/**
 * How the input of an operation is put together from the parts of a request; it is checked by the procedure itself.
 * @throws {Refusal} 400 when the body is no JSON object, 415 when it says that it is something else, 422 when it contradicts the address
 */
export function inputReader({ meta, path, headers, rest }: Operation): Read {
  const readRest = meta.method === "GET" || meta.method === "DELETE" ? queryReader(rest) : readBody;
  return async (parts) => {
    const input = await readRest(parts);
    for (const field of path) put(input, field, parts.path[field], "address");
    for (const [name, field] of Object.entries(headers)) {
      const value = parts.header(name);
      if (value !== undefined) put(input, field, value, "header");
    }
    return input;
  };
}

/** @throws {Refusal} 422 when the body says it too, and otherwise: neither is dropped in silence */
function put(input: Record<string, unknown>, field: string, value: unknown, place: string): void {
  if (field in input && input[field] !== value)
    throw new Refusal(422, {
      code: "invalid_input",
      message: `${field}: the body says another one than the ${place}.`,
      effect: "Nothing was done.",
    });
  input[field] = value;
}

async function readBody(parts: RequestParts): Promise<Record<string, unknown>> {
  const type = parts.header("content-type") ?? "";
  const text = await parts.body();
  if (text === "") return {};
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type))
    throw new Refusal(415, { code: "invalid_input", message: "The body must be JSON: application/json." });
  const read = bodySchema.safeParse(text);
  if (!read.success)
    throw new Refusal(400, {
      code: "invalid_input",
      message: "The body could not be read as a JSON object.",
    });
  return { ...read.data };
}

const bodySchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "no JSON" });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.unknown()));

/** Query strings have texts alone: numbers and switches are read as the schema has them, lists come as the same name again. */
function queryReader(rest: z.ZodObject): Read {
  const kinds = new Map(Object.entries(rest.shape).map(([field, schema]) => [field, kindOf(schema)]));
  return async ({ query }) => {
    const input: Record<string, unknown> = {};
    for (const field of new Set(query.keys())) {
      const kind = kinds.get(field);
      const values = query.getAll(field);
      if (kind === "list") input[field] = values;
      else input[field] = values.length > 1 ? values : readText(kind, values[0] ?? "");
    }
    return input;
  };
}

function readText(kind: string | undefined, text: string): unknown {
  if (kind === "number" && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (kind === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

/** What a field is, below optional, nullable and default. */
function kindOf(schema: z.core.$ZodType): "list" | "number" | "boolean" | "text" {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return kindOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return "list";
  if (schema instanceof z.ZodNumber) return "number";
  return schema instanceof z.ZodBoolean ? "boolean" : "text";
}
