import { expect, it } from "vitest";
import { formatAct } from "./format-act.ts";

const at = (time: string) => new Date(`2026-11-28T${time}:00Z`);
const now = at("15:00");
const zone = "Europe/Berlin";
const nothing = { lastOpening: null, lastClick: null, openedAt: null, clickedAt: null };
const opening = (time: string, device: string | null = null) => ({ at: at(time), device });
const click = (time: string, url: string, device: string | null = null) => ({ at: at(time), url, device });
const map = "https://riverside.example/map";

it.each([
  ["nothing", {}, null],
  ["an opening", { lastOpening: opening("13:06", "iPhone") }, "opened 14:06 on iPhone"],
  [
    "opened and clicked with one device",
    { lastOpening: opening("13:06", "iPhone"), lastClick: click("13:07", map, "iPhone") },
    "opened 14:06 on iPhone · riverside.example/map 14:07",
  ],
  [
    "with two devices",
    { lastOpening: opening("13:06", "iPhone"), lastClick: click("13:07", map, "Outlook on Windows 10") },
    "opened 14:06 on iPhone · riverside.example/map 14:07 on Outlook on Windows 10",
  ],
  ["an unknown device", { lastOpening: opening("13:06") }, "opened 14:06"],
  ["a link that is not known", { lastClick: click("13:07", "") }, "clicked a link 14:07"],
  [
    "another day in the organisation's zone",
    { lastOpening: { at: new Date("2026-10-02T22:30:00Z"), device: null } },
    "opened 3 Oct 00:30",
  ],
  [
    "what is known of old campaigns",
    { openedAt: at("08:00"), clickedAt: at("09:00") },
    "opened 09:00 · clicked a link 10:00",
  ],
])("C9 C10 words the last that a person did: %s", (_what, line, words) => {
  expect(formatAct({ ...nothing, ...line }, now, zone)).toBe(words);
});
