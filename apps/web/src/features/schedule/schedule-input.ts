/** How much of the schedule is looked at. */
export const scheduleViews = ["day", "week"] as const;

/** In the URL: whose; left out = one's own, for who may see all everybody's. */
export const EVERYBODY = "all";

/**
 * What the URL asks for.
 * @param url.day first day, "2026-11-29"; nonsense counts as today
 * @param me the actor, and whether they may look at everybody's
 */
export function scheduleInputOf(
  url: { day: string | null; view: string | null; staff: string | null },
  me: { staffMemberId: string; seesAll: boolean },
) {
  const wanted = me.seesAll ? (url.staff ?? EVERYBODY) : me.staffMemberId;
  return {
    staffMemberId: wanted === EVERYBODY || !/^[0-9a-f-]{36}$/.test(wanted) ? null : wanted,
    from: url.day !== null && isDay(url.day) ? url.day : null,
    days: url.view === "week" ? 7 : 1,
  };
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
