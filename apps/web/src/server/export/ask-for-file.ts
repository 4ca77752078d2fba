import type { Permission } from "@packpost/core/access/permissions";
import { requirePlaceForFile } from "@packpost/core/paging/file-sql";
import { route } from "#web/server/http/route.ts";
import { exportContext } from "./export-context.ts";

/** Answers whether a file could be had now: the page asks before its browser begins to download. */
export function askForFile(name: string, permission?: Permission) {
  return route(name, async (request, _context: unknown, requestId) => {
    const { ctx } = await exportContext(request, requestId, permission);
    requirePlaceForFile(ctx);
    return new Response(null, { headers: { "cache-control": "no-store" } });
  });
}
