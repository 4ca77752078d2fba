import { exportRecipients } from "@packpost/core/campaign/report/export-recipients";
import { exportRecipientsSchema } from "@packpost/core/campaign/report/schemas";
import { recipientCsvHeader, recipientCsvLine } from "#web/features/campaigns/recipients/recipient-csv.ts";
import { recipientsInputOf } from "#web/features/campaigns/recipients/recipients-input.ts";
import { askForFile } from "#web/server/export/ask-for-file.ts";
import { csvResponse } from "#web/server/export/csv-response.ts";
import { exportContext } from "#web/server/export/export-context.ts";
import { route } from "#web/server/http/route.ts";

/** A campaign's recipients as a CSV file (C10), filtered by the same words in the address as the page. */
export const GET = route<{ params: Promise<{ id: string }> }>(
  "export/recipients",
  async (request, { params }, requestId) => {
    const { ctx, followAccess } = await exportContext(request, requestId);
    const query = new URL(request.url).searchParams;
    const input = recipientsInputOf((await params).id, {
      status: query.get("status"),
      reason: query.get("reason"),
      link: query.get("link"),
      until: query.get("until"),
      q: query.get("q"),
    });
    const found = await exportRecipients({ ctx, input: exportRecipientsSchema.parse(input) });
    return csvResponse({
      name: `${found.campaignName} - recipients`,
      header: recipientCsvHeader,
      pages: linesOf(found),
      access: followAccess(),
    });
  },
);

export const HEAD = askForFile("export/recipients");

async function* linesOf({ pages, zone }: Awaited<ReturnType<typeof exportRecipients>>) {
  for await (const page of pages) yield page.map((line) => recipientCsvLine(line, zone));
}

export const dynamic = "force-dynamic";
