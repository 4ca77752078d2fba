const DAY_MS = 86_400_000;

/** Calendar of an organisation's zone around the moment of seeding. Days are counted from today, past ones negative. */
export type Calendar = {
  readonly now: Date;
  /** `YYYY-MM-DD`, that many days from today. */
  day(offset: number): string;
  /** The instant of a wall-clock time (`HH:MM`) on that day. */
  at(offset: number, time: string): Date;
};

/**
 * @param now the moment that counts as now
 * @param zone IANA name of the organisation's zone
 */
export function createCalendar(now: Date, zone: string): Calendar {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(now);
  const day = (offset: number): string =>
    new Date(Date.parse(`${today}T00:00:00Z`) + offset * DAY_MS).toISOString().slice(0, 10);
  return {
    now,
    day,
    at: (offset, time) => {
      const wall = new Date(`${day(offset)}T${time}:00Z`);
      return new Date(wall.getTime() - offsetMs(wall, zone));
    },
  };
}

/** How far the zone's clocks are ahead of UTC about then. The hour of a change of clocks itself may be off by one. */
function offsetMs(at: Date, zone: string): number {
  const name = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName")?.value;
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
