import type { Problem } from "@packpost/core/content/checks/problem";
import type { MergeFieldName } from "@packpost/core/content/template/merge-fields";
import type { OpenEntries } from "@packpost/core/manual-recipients/find-open-entries";
import { formatCount } from "#web/components/form/format-number.ts";
import { formatLacked } from "#web/components/markdown/format-missing.ts";

/** Where a check leads: a place in the text, a filter of the recipients, their lists, or the organisation's settings. */
export type CheckTarget =
  | { kind: "part"; part: "subject" | "preheader" | "body"; line?: number; column?: number }
  | { kind: "missing"; field: MergeFieldName }
  | { kind: "lists" }
  | { kind: "settings"; at: SettingsAt }
  | { kind: "passes" };

type SettingsAt = "/settings/general#organisation" | "/settings/sending#sender-check" | "/settings/providers";

export interface Check {
  key: string;
  state: "good" | "look" | "blocking";
  words: string;
  target?: CheckTarget;
}

export interface ChecksInput {
  problems: readonly Problem[];
  /** Fields without a fallback that some recipients lack. */
  missing: readonly { field: MergeFieldName; people: number }[];
  /** Entries of the lists by hand that count for nobody. */
  open: readonly OpenEntries[];
  /** Undefined until the preview has come. */
  hasUnsubscribe: boolean | undefined;
  /** The chosen pass's name, where it is retired. */
  retiredPass?: string | null | undefined;
}

const linkCodes = ["broken_link", "not_https", "deceptive_link", "field_in_address"];
const fieldCodes = ["unknown_field", "broken_field", "foreign_field"];

/** What is looked at before sending (C5), what blocks first, then what is worth a look, then what is in order. */
export function listChecks({ problems, missing, open, hasUnsubscribe, retiredPass }: ChecksInput): Check[] {
  const found = problems.map(checkOf);
  const missed = missing.map(({ field, people }): Check => {
    return {
      key: `missing ${field}`,
      state: "look",
      words: `${formatCount(people)} ${people === 1 ? "has" : "have"} ${formatLacked(field)} and would see a gap there.`,
      target: { kind: "missing", field },
    };
  });
  const clean = (wanted: (problem: Problem) => boolean) => !problems.some(wanted);
  const good = (key: string, words: string): Check => ({ key, state: "good", words });
  const inOrder = [
    ...(clean(({ part }) => part === "subject") ? [good("subject", "The subject is fine.")] : []),
    ...(clean(({ code }) => linkCodes.includes(code))
      ? [good("links", "All links are complete and secure.")]
      : []),
    ...(missing.length === 0 && clean(({ code }) => fieldCodes.includes(code))
      ? [good("fields", "Nobody sees a gap: every personal field has a value or a fallback.")]
      : []),
    ...(clean(({ code }) => code === "postal_address_missing")
      ? [good("address", "Your postal address is in the footer.")]
      : []),
    ...(hasUnsubscribe === true
      ? [good("unsubscribe", "Every mail has a link and a button to unsubscribe.")]
      : []),
  ];
  const unsubscribe: Check[] =
    hasUnsubscribe === false
      ? [{ key: "unsubscribe", state: "blocking", words: "The mail has no link to unsubscribe." }]
      : [];
  const pass: Check[] = retiredPass
    ? [
        {
          key: "pass",
          state: "blocking",
          words: `“${retiredPass}” is retired: choose another pass, or bring it back.`,
          target: { kind: "passes" },
        },
      ]
    : [];
  const bad = [...pass, ...unsubscribe, ...found, ...open.map(openCheck), ...missed];
  return [
    ...bad.filter(({ state }) => state === "blocking"),
    ...bad.filter(({ state }) => state === "look"),
    ...inOrder,
  ];
}

/** "1 of your exclusions matches nobody: Ciara O’Bryan." */
function openCheck({ list, matches, entries, examples }: OpenEntries): Check {
  const what = list === "exclude" ? "of your exclusions" : "of the entries you added";
  const verb =
    matches === "nobody" ? `${entries === 1 ? "matches" : "match"} nobody` : "could mean several customers";
  const more = entries - examples.length;
  const names = `${examples.map((text) => `“${text}”`).join(", ")}${more > 0 ? ` and ${formatCount(more)} more` : ""}`;
  const effect = list === "exclude" ? "Whoever is meant is not excluded." : "Whoever is meant was not added.";
  return {
    key: `open ${list} ${matches}`,
    state: "look",
    words: `${formatCount(entries)} ${what} ${verb}: ${names}. ${effect}`,
    target: { kind: "lists" },
  };
}

function checkOf(problem: Problem): Check {
  const { code, severity, part, message, line, column } = problem;
  const place = line === undefined ? {} : { line, ...(column === undefined ? {} : { column }) };
  return {
    key: `${code} ${part} ${line} ${column}`,
    state: severity === "blocking" ? "blocking" : "look",
    words: message,
    target:
      part === "organisation" ? { kind: "settings", at: settingOf(code) } : { kind: "part", part, ...place },
  };
}

/** Where in the settings it is put right. */
function settingOf(code: Problem["code"]): SettingsAt {
  if (code === "no_provider") return "/settings/providers";
  return code === "postal_address_missing"
    ? "/settings/general#organisation"
    : "/settings/sending#sender-check";
}
