import type { Check } from "./check.ts";

/** `npm run demo -- --json`: the whole system through its public doors. */
export function describeDemo(): Check {
  return { name: "demo", args: ["scripts/demo.ts", "--json"] };
}
