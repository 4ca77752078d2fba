import { exportFamilies } from "@packpost/core/customer/reach/export-families";
import { exportFamiliesSchema } from "@packpost/core/customer/reach/schemas";
import { familiesInputOf } from "#web/features/customers/reach/families-input.ts";
import { familyCsvHeader, familyCsvLines } from "#web/features/customers/reach/family-csv.ts";
import { askForFile } from "#web/server/export/ask-for-file.ts";
import { csvResponse } from "#web/server/export/csv-response.ts";
import { exportContext } from "#web/server/export/export-context.ts";
import { route } from "#web/server/http/route.ts";

/** The families as a CSV file (P11), a line a person, filtered by the same words in the address as the page. */
export const GET = route("export/families", async (request, _context: unknown, requestId) => {
  const { ctx, followAccess } = await exportContext(request, requestId);
  const query = new URL(request.url).searchParams;
  const input = familiesInputOf({ q: query.get("q"), without: query.get("without") });
  const found = await exportFamilies({ ctx, input: exportFamiliesSchema.parse(input) });
  return csvResponse({
    name: "Families",
    header: familyCsvHeader,
    pages: linesOf(found),
    access: followAccess(),
  });
});

export const HEAD = askForFile("export/families");

async function* linesOf({ pages, zone }: Awaited<ReturnType<typeof exportFamilies>>) {
  for await (const page of pages) yield page.flatMap((family) => familyCsvLines(family, zone));
}

export const dynamic = "force-dynamic";
