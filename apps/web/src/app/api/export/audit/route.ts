import { exportAudit } from "@packpost/core/audit-log/export-audit";
import { exportAuditSchema } from "@packpost/core/audit-log/schemas";
import { auditCsvHeader, auditCsvLine } from "#web/features/audit/audit-csv.ts";
import { auditInputOf } from "#web/features/audit/audit-input.ts";
import { askForFile } from "#web/server/export/ask-for-file.ts";
import { csvResponse } from "#web/server/export/csv-response.ts";
import { exportContext } from "#web/server/export/export-context.ts";
import { route } from "#web/server/http/route.ts";

/** The audit as a CSV file (O3), filtered by the same words in the address as the page. */
export const GET = route("export/audit", async (request, _context: unknown, requestId) => {
  const { ctx, followAccess } = await exportContext(request, requestId, "audit.read");
  const query = new URL(request.url).searchParams;
  const input = auditInputOf({
    ...{ by: query.get("by"), what: query.get("what"), id: query.get("id") },
    ...{ from: query.get("from"), to: query.get("to") },
  });
  const found = await exportAudit({ ctx, input: exportAuditSchema.parse(input) });
  return csvResponse({
    name: "Audit",
    header: auditCsvHeader,
    pages: linesOf(found),
    access: followAccess(),
  });
});

export const HEAD = askForFile("export/audit", "audit.read");

async function* linesOf({ pages, zone }: Awaited<ReturnType<typeof exportAudit>>) {
  for await (const page of pages) yield page.map((line) => auditCsvLine(line, zone));
}

export const dynamic = "force-dynamic";
