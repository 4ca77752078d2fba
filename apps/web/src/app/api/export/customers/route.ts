import { exportCustomers } from "@packpost/core/customer/list/export-customers";
import { exportCustomersSchema } from "@packpost/core/customer/list/schemas";
import { customerCsvHeader, customerCsvLine } from "#web/features/customers/list/customer-csv.ts";
import { listInputOf } from "#web/features/customers/list/list-input.ts";
import { askForFile } from "#web/server/export/ask-for-file.ts";
import { csvResponse } from "#web/server/export/csv-response.ts";
import { exportContext } from "#web/server/export/export-context.ts";
import { route } from "#web/server/http/route.ts";

/** The customers as a CSV file (P1, P7), filtered by the same words in the address as the page. */
export const GET = route("export/customers", async (request, _context: unknown, requestId) => {
  const { ctx, followAccess } = await exportContext(request, requestId);
  const query = new URL(request.url).searchParams;
  const input = listInputOf({
    ...{ q: query.get("q"), email: query.get("email"), text: query.get("text") },
    ...{ pass: query.get("pass"), silent: query.get("silent"), sort: null },
  });
  const found = await exportCustomers({ ctx, input: exportCustomersSchema.parse(input) });
  return csvResponse({
    name: "Customers",
    header: customerCsvHeader,
    pages: linesOf(found),
    access: followAccess(),
  });
});

export const HEAD = askForFile("export/customers");

async function* linesOf({ pages, zone }: Awaited<ReturnType<typeof exportCustomers>>) {
  for await (const page of pages) yield page.map((line) => customerCsvLine(line, zone));
}

export const dynamic = "force-dynamic";
