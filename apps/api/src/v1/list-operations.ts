import type { AnyTRPCProcedure, AnyTRPCRouter } from "@trpc/server";
import * as z from "zod";
import type { ApiMeta } from "./procedures.ts";

/** A procedure as it is called over HTTP: where each field of its input comes from. */
export interface Operation {
  /** Its path in the router: "mail.send". */
  readonly name: string;
  readonly type: "query" | "mutation";
  readonly meta: ApiMeta;
  readonly path: readonly string[];
  /** Field by header, in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** What is left: of the query string, or of the body. */
  readonly rest: z.ZodObject;
  readonly input: z.ZodObject;
  readonly output: z.ZodType | null;
}

/** What a router's procedures are over HTTP. @throws {Error} for one whose meta does not fit its input */
export function listOperations(router: AnyTRPCRouter): Operation[] {
  const procedures: Record<string, AnyTRPCProcedure> = router._def.procedures;
  return Object.entries(procedures).map(([name, procedure]) => {
    const { meta, inputs, output, type } = defSchema.parse(procedure._def);
    const input = inputs[0] ?? z.strictObject({});
    const path = [...meta.path.matchAll(/\{(\w+)\}/g)].map(([, field]) => String(field));
    const headers = meta.headers ?? {};
    const elsewhere = [...path, ...Object.values(headers)];
    for (const field of elsewhere)
      if (!(field in input.shape))
        throw new Error(`${name} takes no ${field}, which its path or header names`);
    const rest = partOf(input, (field) => !elsewhere.includes(field));
    return { name, type, meta, path, headers, rest, input, output: output ?? null };
  });
}

/** An object of some of the fields. */
export function partOf(input: z.ZodObject, isWanted: (field: string) => boolean): z.ZodObject {
  return z.strictObject(Object.fromEntries(Object.entries(input.shape).filter(([field]) => isWanted(field))));
}

/** What tRPC keeps of a procedure, as far as it is read here. */
const defSchema = z.object({
  meta: z.custom<ApiMeta>((meta) => typeof meta === "object" && meta !== null && "path" in meta),
  inputs: z.array(z.instanceof(z.ZodObject)),
  output: z.instanceof(z.ZodType).optional(),
  type: z.enum(["query", "mutation"]),
});
