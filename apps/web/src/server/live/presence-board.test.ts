import { expect, it } from "vitest";
import { PresenceBoard } from "./presence-board.ts";

const organisationId = "o";
const signal = (
  personId: string,
  doing: "viewing" | "typing" | "noting" | "gone",
  { tab = "one", threadId = "t", kind = "staff" as "staff" | "customer" } = {},
) => ({ organisationId, threadId, tab, doing, kind, personId });

function board() {
  const clock = { now: 1_000_000 };
  const it = new PresenceBoard(() => clock.now);
  const who = () => it.people(organisationId, "t").map(({ id, doing }) => `${id} ${doing}`);
  return { clock, who, it };
}

it("V10 whoever types is taken for typing for 8 s and for looking for 35 s; a customer only for typing", () => {
  const { clock, who, it: presence } = board();
  presence.put(signal("ben", "typing"));
  presence.put(signal("maria", "typing", { kind: "customer" }));
  expect(who()).toEqual(["ben typing", "maria typing"]);
  clock.now += 8_000;
  expect(who()).toEqual(["ben viewing"]);
  clock.now += 27_000;
  expect(who()).toEqual([]);
  expect(presence.nextEndMs(organisationId)).toBe(undefined);
});

it("V10 of two tabs the one that is closed takes nobody away; what was sent is no longer being typed", () => {
  const { who, it: presence } = board();
  presence.put(signal("ben", "viewing"));
  presence.put(signal("ben", "typing", { tab: "two" }));
  expect(who()).toEqual(["ben typing"]);
  presence.put(signal("ben", "viewing", { tab: "two" }));
  expect(who()).toEqual(["ben viewing"]);
  presence.put(signal("ben", "gone"));
  expect(who()).toEqual(["ben viewing"]);
  presence.put(signal("ben", "gone", { tab: "two" }));
  expect(who()).toEqual([]);
});

it("V10 a tab is in one thread at a time, the same said again within a second is told to nobody, and the oldest makes room", () => {
  const { clock, who, it: presence } = board();
  presence.put(signal("ben", "viewing"));
  expect(presence.hasJust(signal("ben", "viewing"), 1_500)).toBe(true);
  expect(presence.hasJust(signal("ben", "typing"), 1_500)).toBe(false);
  expect(presence.hasJust(signal("nobody", "gone"), 1_500)).toBe(true);
  clock.now += 2_000;
  expect(presence.hasJust(signal("ben", "viewing"), 1_500)).toBe(false);
  presence.put(signal("ben", "viewing", { threadId: "other" }));
  expect(who()).toEqual([]);
  for (let n = 0; n < 1_100; n++) presence.put(signal(`p${n}`, "viewing"));
  expect(presence.people(organisationId, null)).toHaveLength(1_000);
});
