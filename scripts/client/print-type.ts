import * as z from "zod";

/** JSON Schema as zod makes it, as far as it is printed. */
const schemaSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
});

/**
 * A TypeScript type of a JSON Schema, each field with what is said of it.
 * @param indent what its lines begin with
 * @param prefix what named types begin with
 * @throws {Error} for a schema of a kind that the API does not use
 */
export function printType(schema: unknown, indent: string, prefix: string): string {
  const read = schemaSchema.parse(schema);
  if (read.$ref !== undefined) return read.$ref.replace(/^.*\//, prefix);
  if ("const" in read) return JSON.stringify(read.const);
  if (read.enum !== undefined) return read.enum.map((word) => JSON.stringify(word)).join(" | ");
  if (read.anyOf !== undefined) return read.anyOf.map((one) => printType(one, indent, prefix)).join(" | ");
  if (Array.isArray(read.type))
    return read.type.map((type) => printType({ ...read, type }, indent, prefix)).join(" | ");
  switch (read.type) {
    case "string":
    case "boolean":
    case "null":
      return read.type;
    case "integer":
    case "number":
      return "number";
    case "array": {
      const item = printType(read.items, indent, prefix);
      return / \| /.test(item) && !item.startsWith("{") ? `readonly (${item})[]` : `readonly ${item}[]`;
    }
    case "object":
      return printFields(read, indent, prefix);
    default:
      throw new Error(`there is no type for ${JSON.stringify(schema)}`);
  }
}

function printFields(
  { properties = {}, required = [] }: z.infer<typeof schemaSchema>,
  indent: string,
  prefix: string,
): string {
  const inner = `${indent}  `;
  const fields = Object.entries(properties).map(([name, schema]) => {
    const { description } = schemaSchema.parse(schema);
    const comment =
      description === undefined ? "" : `${inner}/** ${description.replaceAll("*/", "*\\/")} */\n`;
    return `${comment}${inner}${name}${required.includes(name) ? "" : "?"}: ${printType(schema, inner, prefix)};\n`;
  });
  return fields.length === 0 ? "Record<string, never>" : `{\n${fields.join("")}${indent}}`;
}
