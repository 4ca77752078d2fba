import { openErrors } from "@packpost/core/customer-import/open-errors";
import { importIdSchema } from "@packpost/core/customer-import/schemas";
import { askForFile } from "#web/server/export/ask-for-file.ts";
import { csvResponse } from "#web/server/export/csv-response.ts";
import { exportContext } from "#web/server/export/export-context.ts";
import { route } from "#web/server/http/route.ts";
import { getStorage } from "#web/server/picture/get-storage.ts";

/** The refused rows of a file with why, as a CSV file to mend and drop again (P9, T56). */
export const GET = route<{ params: Promise<{ id: string }> }>(
  "export/import",
  async (request, { params }, requestId) => {
    const { ctx, followAccess } = await exportContext(request, requestId, "customer.import");
    const input = importIdSchema.parse({ importId: (await params).id });
    const { fileName, header, pages } = await openErrors({ ctx: { ...ctx, storage: getStorage() }, input });
    const name = `Not imported of ${fileName.replace(/\.[a-z]{1,4}$/i, "")}`;
    return csvResponse({ name, header, pages, access: followAccess() });
  },
);

export const HEAD = askForFile("export/import", "customer.import");

export const dynamic = "force-dynamic";
