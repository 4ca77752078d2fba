import type { Score } from "./score.ts";
import type { StaffBrowser } from "./staff-browser.ts";

const RUNS = 5;

/** As people type: a name, its beginning, a slip of the finger, a pet, part of a phone number, what nobody has. */
const families = ["Okafor", "Okaf", "Lindqivst", "Castelano", "Biscuit", "Maria Okafor", "202 0012", "Zzyzx"];

/** How long whoever looks for a family waits, over HTTP. */
export async function measureFamilySearch(
  score: Score,
  browser: StaffBrowser,
  customers: number,
): Promise<void> {
  const times: number[] = [];
  const slowest = { term: "", ms: 0 };
  for (const term of families)
    for (let run = 0; run < RUNS; run++) {
      const startedAt = performance.now();
      await browser.query("conversation.findFamilies", { term });
      const ms = performance.now() - startedAt;
      times.push(ms);
      if (ms > slowest.ms) Object.assign(slowest, { term, ms });
    }
  score.addTimes(
    `family search among ${customers.toLocaleString("en")} people (slowest: “${slowest.term}”)`,
    times,
    100,
  );
}

/** A word that most messages have, two of them, a beginning, one of few, what nobody wrote. */
const messages = ["please", "vaccination papers", "limp", "gate sunday", "9871", "zeppelin"];

/** How long whoever looks for a message waits, over HTTP: all of the tab, and basic staff in their families of today. */
export async function measureMessageSearch(
  score: Score,
  browsers: { readonly tab: StaffBrowser; readonly basic: StaffBrowser },
  entries: number,
): Promise<void> {
  for (const [name, browser] of Object.entries(browsers)) {
    const times: number[] = [];
    for (const term of messages)
      for (let run = 0; run < RUNS; run++) {
        const startedAt = performance.now();
        await browser.query("conversation.search", { term });
        times.push(performance.now() - startedAt);
      }
    score.addTimes(`message search among ${entries.toLocaleString("en")} entries, ${name}`, times, 150);
  }
}
