import { type HeldData, readHeld } from "@packpost/core/customer/erase/read-held";
import { customerIdSchema } from "@packpost/core/customer/page/get-customer";
import { PackpostError } from "@packpost/core/errors";
import { csvOf } from "#web/server/export/csv-response.ts";
import { exportContext } from "#web/server/export/export-context.ts";
import { zip } from "#web/server/export/zip.ts";
import { route } from "#web/server/http/route.ts";

interface PersonFileContext {
  params: Promise<{ customerId: string }>;
}

async function readInput({ params }: PersonFileContext) {
  const input = customerIdSchema.safeParse({ customerId: (await params).customerId });
  if (!input.success) throw new PackpostError("not_found", "This customer is not there.");
  return input.data;
}

/** Everything that is held of one person, as a ZIP archive of JSON and one CSV a kind (P11). */
export const GET = route("export/person", async (request, context: PersonFileContext, requestId) => {
  const { ctx } = await exportContext(request, requestId);
  const held = await readHeld({ ctx, input: await readInput(context) });
  return new Response(zip(filesOf(held)), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="Customer ${held.number}.zip"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});

/** Whether it could be had now: nothing is read for that. */
export const HEAD = route("export/person", async (request, context: PersonFileContext, requestId) => {
  await exportContext(request, requestId);
  await readInput(context);
  return new Response(null, { headers: { "cache-control": "no-store" } });
});

function filesOf({ tables }: HeldData) {
  const json = JSON.stringify(Object.fromEntries(tables.map(({ name, rows }) => [name, rows])), null, 2);
  return [
    { name: "everything.json", content: json },
    ...tables
      .filter(({ rows }) => rows.length > 0)
      .map(({ name, rows }) => {
        const header = Object.keys(rows[0] ?? {});
        const lines = rows.map((row) => header.map((column) => cellOf(row[column])));
        return { name: `${name}.csv`, content: `\uFEFF${csvOf([header, ...lines])}` };
      }),
  ];
}

function cellOf(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export const dynamic = "force-dynamic";
