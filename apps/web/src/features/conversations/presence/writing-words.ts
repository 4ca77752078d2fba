import type { PresentPerson } from "@packpost/core/conversation/presence/read-presence";
import { firstNameOf, listNames } from "../thread-name.ts";

/** "Ben is replying", "Maria is typing", "Ben and Ana are replying"; null = nobody writes. */
export function writingWords(people: readonly PresentPerson[]): string | null {
  const of = (kind: PresentPerson["kind"], doing: PresentPerson["doing"]) =>
    people.filter((one) => one.kind === kind && one.doing === doing).map(({ name }) => firstNameOf(name));
  const parts = [
    [of("customer", "typing"), "typing"],
    [of("staff", "typing"), "replying"],
    [of("staff", "noting"), "writing a note"],
  ] as const;
  const said = parts.flatMap(([names, what]) =>
    names.length === 0 ? [] : `${listNames([...names])} ${names.length === 1 ? "is" : "are"} ${what}`,
  );
  return said.length === 0 ? null : said.join(", ");
}
