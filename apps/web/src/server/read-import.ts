import "server-only";

import type { ImportPage } from "@packpost/core/customer-import/read-imports";
import { importIdSchema } from "@packpost/core/customer-import/schemas";
import { notFound } from "next/navigation";
import { cache } from "react";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { trpc } from "#web/trpc/server.tsx";
import { publicErrorOf } from "./errors.ts";

/** For pages: an import, or the not-found page; read once for title and page. */
export const readImport = cache(async (importId: string): Promise<ImportPage> => {
  const input = importIdSchema.safeParse({ importId });
  if (!input.success) notFound();
  try {
    return await getPageQueryClient().fetchQuery(trpc.customerImport.get.queryOptions(input.data));
  } catch (error) {
    if (publicErrorOf(error).code === "not_found") notFound();
    throw error;
  }
});
