import type { QuietHours } from "./quiet-clock.ts";

/** What an organisation has set: between these local times nobody is texted by itself (A12); null = at any time. */
export function quietHoursOf({
  quietFrom,
  quietUntil,
}: {
  readonly quietFrom?: string | null | undefined;
  readonly quietUntil?: string | null | undefined;
}): QuietHours | null {
  return quietFrom == null || quietUntil == null ? null : { from: quietFrom, until: quietUntil };
}
