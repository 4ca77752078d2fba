import type { StaffActor } from "@packpost/core/access/actor";
import type { Context } from "@packpost/core/context";
import { noteSeen, SEEN_EVERY_MINUTES } from "@packpost/core/staff/note-seen";
import { log } from "#web/server/log.ts";
import { singleton } from "#web/server/singleton.ts";

/** More people than that and the oldest marks are forgotten: their rows are asked once more. */
const MOST_REMEMBERED = 10_000;

/** Has it written down that a staff member is here, beside their request and once in some minutes; what fails is tried at a later one. */
export function noteSeenSometimes(ctx: Context<StaffActor>): void {
  const noted = singleton("staff-seen", () => new Map<string, number>());
  const { id } = ctx.actor;
  const now = Date.now();
  if (now - (noted.get(id) ?? 0) < SEEN_EVERY_MINUTES * 60_000) return;
  noted.delete(id);
  noted.set(id, now);
  const [oldest] = noted.keys();
  if (noted.size > MOST_REMEMBERED && oldest !== undefined) noted.delete(oldest);
  noteSeen({ ctx }).catch((error: unknown) =>
    log.warn({ err: error }, "it was not written down that somebody is here"),
  );
}
