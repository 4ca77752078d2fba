import { exportAudience } from "@packpost/core/audience/export-audience";
import { exportAudienceSchema } from "@packpost/core/audience/schemas";
import { audienceCsvHeader, audienceCsvLine } from "#web/features/campaigns/audience/audience-csv.ts";
import { audienceFilterOf } from "#web/features/campaigns/audience/audience-filter.ts";
import { askForFile } from "#web/server/export/ask-for-file.ts";
import { csvResponse } from "#web/server/export/csv-response.ts";
import { exportContext } from "#web/server/export/export-context.ts";
import { route } from "#web/server/http/route.ts";

/** The review of a draft's audience as a CSV file (C4), filtered by the same words in the address as the page. */
export const GET = route<{ params: Promise<{ id: string }> }>(
  "export/audience",
  async (request, { params }, requestId) => {
    const { ctx, followAccess } = await exportContext(request, requestId);
    const query = new URL(request.url).searchParams;
    const input = exportAudienceSchema.parse({
      campaignId: (await params).id,
      filter: audienceFilterOf(query.get("show")),
      search: (query.get("find") ?? "").trim().slice(0, 200),
    });
    const found = await exportAudience({ ctx, input });
    return csvResponse({
      name: `${found.campaignName} - review`,
      header: audienceCsvHeader,
      pages: linesOf(found),
      access: followAccess(),
    });
  },
);

export const HEAD = askForFile("export/audience");

async function* linesOf({ pages, zone }: Awaited<ReturnType<typeof exportAudience>>) {
  const now = new Date();
  for await (const page of pages) yield page.map((person) => audienceCsvLine(person, now, zone));
}

export const dynamic = "force-dynamic";
