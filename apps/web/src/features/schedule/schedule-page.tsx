"use client";

import { NativeSelect } from "@mantine/core";
import type { Schedule, Visit } from "@packpost/core/appointment/list-schedule";
import { IconCalendarHeart, IconChevronLeft, IconChevronRight, IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { parseAsString, parseAsStringLiteral, useQueryState } from "#web/components/table/query-state.ts";
import { dayAfter } from "#web/components/time/day-after.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { AppointmentDialog } from "./appointment-dialog.tsx";
import { formatDay, formatShortDay } from "./format-visit.ts";
import classes from "./schedule.module.css";
import { EVERYBODY, scheduleInputOf, scheduleViews } from "./schedule-input.ts";
import { useCancelVisit } from "./use-cancel-visit.ts";
import { VisitRow } from "./visit-row.tsx";

const parseView = parseAsStringLiteral(scheduleViews).withDefault("day");

interface SchedulePageProps {
  me: { staffMemberId: string; seesAll: boolean };
}

/** Who visits which family when: one's own day for whoever visits, everybody's for the desk (V6). */
export function SchedulePage({ me }: SchedulePageProps) {
  const [day, setDay] = useQueryState("day", parseAsString);
  const [view, setView] = useQueryState("view", parseView);
  const [staff, setStaff] = useQueryState("staff", parseAsString);
  const [dialog, setDialog] = useState<{ visit: Visit | null; day: string } | null>(null);
  const trpc = useTRPC();
  const input = scheduleInputOf({ day, view, staff }, me);
  const schedule = useQuery(
    trpc.schedule.list.queryOptions(input, { placeholderData: keepPreviousData, refetchInterval: 60_000 }),
  );
  const cancel = useCancelVisit();
  const { data } = schedule;
  const from = data?.from ?? input.from ?? "";
  const step = view === "week" ? 7 : 1;
  const go = (days: number) => setDay(dayAfter(from, days));
  return (
    <>
      <PageHeader
        title="Schedule"
        facts={data && (view === "day" ? formatDay(from, data.today) : formatWeek(data))}
        actions={
          me.seesAll && (
            <Button
              leftSection={<IconPlus size={17} />}
              onClick={() => setDialog({ visit: null, day: from })}
            >
              New appointment
            </Button>
          )
        }
      />
      <PageBody>
        <div className={classes.bar}>
          <div className={classes.days}>
            <Button variant="default" aria-label="Earlier" onClick={() => go(-step)} disabled={from === ""}>
              <IconChevronLeft size={18} stroke={1.8} aria-hidden />
            </Button>
            <Button variant="default" onClick={() => setDay(null)} disabled={from === data?.today}>
              Today
            </Button>
            <Button variant="default" aria-label="Later" onClick={() => go(step)} disabled={from === ""}>
              <IconChevronRight size={18} stroke={1.8} aria-hidden />
            </Button>
          </div>
          <fieldset className={classes.views}>
            <legend className={classes.hidden}>How much</legend>
            {scheduleViews.map((one) => (
              <Button
                key={one}
                variant={view === one ? "light" : "default"}
                aria-pressed={view === one}
                onClick={() => setView(one)}
              >
                {one === "day" ? "Day" : "Week"}
              </Button>
            ))}
          </fieldset>
          {me.seesAll && (
            <NativeSelect
              aria-label="Whose schedule"
              value={staff ?? EVERYBODY}
              data={[
                { value: EVERYBODY, label: "Everybody" },
                ...(data?.staff ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(event) =>
                setStaff(event.currentTarget.value === EVERYBODY ? null : event.currentTarget.value)
              }
            />
          )}
        </div>
        {schedule.error !== null && <ErrorNotice error={schedule.error} onRetry={() => schedule.refetch()} />}
        {data !== undefined && (
          <div
            className={view === "week" ? classes.week : classes.day}
            data-changes={me.seesAll || undefined}
          >
            {data.days.map((one) => (
              <Day
                key={one}
                day={one}
                alone={view === "day"}
                schedule={data}
                showStaff={me.seesAll && input.staffMemberId === null}
                change={me.seesAll ? { move: (visit) => setDialog({ visit, day: visit.day }), cancel } : null}
              />
            ))}
          </div>
        )}
      </PageBody>
      {dialog !== null && data !== undefined && (
        <AppointmentDialog
          {...dialog}
          staff={data.staff}
          staffMemberId={input.staffMemberId ?? me.staffMemberId}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

interface DayProps {
  day: string;
  /** The only one: its name stands in the page's head. */
  alone: boolean;
  schedule: Schedule;
  showStaff: boolean;
  change: { move: (visit: Visit) => void; cancel: (visit: Visit) => void } | null;
}

function Day({ day, alone, schedule, showStaff, change }: DayProps) {
  const visits = schedule.visits.filter((visit) => visit.day === day);
  if (visits.length === 0 && alone) {
    return (
      <Card>
        <EmptyState icon={IconCalendarHeart} title="No visits">
          {change === null
            ? "Nobody has planned a visit for you on this day. Families you visit today stand here, and you can write to them."
            : "Nobody has a visit on this day. Who has one may write to the family that day."}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card title={alone ? undefined : <DayName day={day} today={schedule.today} />} padding="flush">
      {visits.length === 0 ? (
        <p className={classes.none}>No visits</p>
      ) : (
        <ul className={classes.visits} aria-label={formatDay(day, schedule.today)}>
          {visits.map((visit) => (
            <VisitRow key={visit.id} visit={visit} showStaff={showStaff} change={change} />
          ))}
        </ul>
      )}
    </Card>
  );
}

/** In full where there is room for it: in a week's columns "Sun 29". */
function DayName({ day, today }: { day: string; today: string }) {
  return (
    <span className={classes.dayName} data-today={day === today}>
      <span className={classes.long}>{formatDay(day, today)}</span>
      <span className={classes.short} aria-hidden>
        {formatShortDay(day)}
      </span>
    </span>
  );
}

function formatWeek({ days, today }: Schedule): string {
  const [first = today] = days;
  return `${formatDay(first, today)} and the six days after`;
}
