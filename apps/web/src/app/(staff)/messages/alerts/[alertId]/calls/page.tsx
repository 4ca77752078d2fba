import { alertIdSchema } from "@packpost/core/alert/schemas";
import type { Metadata } from "next";
import { forbidden, notFound } from "next/navigation";
import { CallListPage } from "#web/features/alerts/calls/call-list-page.tsx";
import { publicErrorOf } from "#web/server/errors.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Call list · Messages" };

/** Whom an alert has not reached, to be printed (A13). */
export default async function CallListRoute({ params }: { params: Promise<{ alertId: string }> }) {
  await requireStaff("alert.manage");
  const client = getPageQueryClient();
  if (!(await client.fetchQuery(trpc.alert.areOn.queryOptions()))) forbidden();
  const input = alertIdSchema.safeParse(await params);
  if (!input.success) notFound();
  const { alertId } = input.data;
  try {
    await client.fetchQuery(trpc.alert.callList.queryOptions({ alertId }));
  } catch (error) {
    if (publicErrorOf(error).code === "not_found") notFound();
    throw error;
  }
  return (
    <Hydrate>
      <CallListPage alertId={alertId} />
    </Hydrate>
  );
}
