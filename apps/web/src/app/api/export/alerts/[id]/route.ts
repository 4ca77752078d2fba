import { exportAlert } from "@packpost/core/alert/export-alert";
import { alertIdSchema } from "@packpost/core/alert/schemas";
import { alertReportHeader, alertReportLine } from "#web/features/alerts/words/alert-report.ts";
import { askForFile } from "#web/server/export/ask-for-file.ts";
import { csvResponse } from "#web/server/export/csv-response.ts";
import { exportContext } from "#web/server/export/export-context.ts";
import { route } from "#web/server/http/route.ts";

/** An alert's report as a CSV file (A8). */
export const GET = route<{ params: Promise<{ id: string }> }>(
  "export/alert",
  async (request, { params }, requestId) => {
    const { ctx, followAccess } = await exportContext(request, requestId, "alert.manage");
    const input = alertIdSchema.parse({ alertId: (await params).id });
    const found = await exportAlert({ ctx, input });
    return csvResponse({
      name: `Text alert ${found.createdAt.toISOString().slice(0, 10)}`,
      header: alertReportHeader,
      pages: linesOf(found),
      access: followAccess(),
    });
  },
);

export const HEAD = askForFile("export/alert", "alert.manage");

async function* linesOf({ pages, zone }: Awaited<ReturnType<typeof exportAlert>>) {
  for await (const page of pages) yield page.map((line) => alertReportLine(line, zone));
}

export const dynamic = "force-dynamic";
