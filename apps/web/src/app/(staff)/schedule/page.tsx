import { can } from "@packpost/core/access/permissions";
import type { Metadata } from "next";
import { scheduleInputOf } from "#web/features/schedule/schedule-input.ts";
import { SchedulePage } from "#web/features/schedule/schedule-page.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Schedule" };

interface ScheduleRouteProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where basic staff start; the first visits are in the first paint. */
export default async function ScheduleRoute({ searchParams }: ScheduleRouteProps) {
  const { staffMemberId, role } = await requireStaff("schedule.own");
  const query = await searchParams;
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : null);
  const me = { staffMemberId, seesAll: can(role, "schedule.manage") };
  const url = { day: one("day"), view: one("view"), staff: one("staff") };
  await getPageQueryClient().prefetchQuery(trpc.schedule.list.queryOptions(scheduleInputOf(url, me)));
  return (
    <Hydrate>
      <SchedulePage me={me} />
    </Hydrate>
  );
}
