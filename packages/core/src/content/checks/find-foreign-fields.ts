import { findFields } from "../template/field-marks.ts";
import { isMergeFieldName, type MergeFieldName } from "../template/merge-fields.ts";
import { suggestField } from "../template/suggest-field.ts";
import type { Problem } from "./problem.ts";

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Far longer than any; what comes after it is not read. */
const longestFallback = 300;
/** As many as anybody reads. */
const maxOfAKind = 50;

/** As long as a field's mark may be; bounds each pattern, so that none is slow. */
const inner = "[^\\n{}\\[\\]<>«»|%#*]{1,60}?";
const rest = "(?:\\|[^\\n{}\\[\\]<>«»%#*]{0,80})?";

// Marks that no prose has: whatever stands inside was meant as a field.
const unmistakable = new RegExp(
  [
    "(?<!\\{)\\{{3,9}[^{}\\n]{1,120}\\}{2,9}",
    "\\{%[^\\n]{0,120}?%\\}",
    "<%[^\\n]{0,120}?%>",
    "\\*\\|[^|\\n]{1,60}(?:\\|[^|*\\n]{0,60})?\\|\\*",
    "%%[\\p{L}][\\p{L}\\p{N} _.-]{0,60}%%",
    "%%=[^\\n]{1,120}?=%%",
    "##[\\p{L}][\\p{L}\\p{N}_.-]{0,60}##",
    "@@[\\p{L}][\\p{L}\\p{N}_.-]{0,60}@@",
  ].join("|"),
  "gu",
);

// Brackets and signs that prose has too: only a name of a field in them says what was meant.
const likely = new RegExp(
  [
    `[$#@%!]?\\{\\s?[!$#&]?${inner}${rest}\\s?\\}`,
    `\\[\\[\\s?${inner}${rest}\\s?\\]\\]`,
    `(?<![!\\]])\\[\\s?${inner}${rest}\\s?\\](?![(\\[:])`,
    `\\(\\(\\s?${inner}${rest}\\s?\\)\\)`,
    `<<\\s?${inner}${rest}\\s?>>`,
    `<\\s?${inner}\\s?>`,
    `«\\s?${inner}\\s?»`,
    "%[\\p{L}][\\p{L}\\p{N}_.-]{1,60}%",
    "##?[\\p{L}][\\p{L}\\p{N}_.-]{1,60}#{1,2}",
    "@@?[\\p{L}][\\p{L}\\p{N}_]{1,60}@{1,2}",
    "\\$[\\p{L}][\\p{L}\\p{N}_]{1,60}\\$?",
    "\\|[\\p{L}][\\p{L}\\p{N}_]{1,60}\\|",
    "(?<![\\p{L}\\p{N}-])-[\\p{L}][\\p{L}\\p{N}_]{1,60}-(?![\\p{L}\\p{N}-])",
    "~~?[\\p{L}][\\p{L}\\p{N}_]{1,60}~{1,2}",
  ].join("|"),
  "gu",
);

// A name that stands in no sentence: first_name, FIRST_NAME, firstName, FNAME, whatever is around it.
const bareName =
  /(?<![\p{L}\p{N}_.@/-])(?:(?:first|last|full|given|family|sur|nick|pet|dog|cat|pass|organi[sz]ation|company|customer|contact|client|owner|user|subscriber|recipient|member)_?names?|[FL]NAME|(?:first|last|full|pet|dog|pass)Names?|valid_(?:through|until))(?![\p{L}\p{N}_@/-])/giu;

const synonyms: Readonly<Record<string, MergeFieldName>> = {
  name: "first_name",
  firstname: "first_name",
  fname: "first_name",
  givenname: "first_name",
  forename: "first_name",
  nickname: "first_name",
  contactname: "full_name",
  customername: "full_name",
  clientname: "full_name",
  ownername: "full_name",
  recipientname: "full_name",
  username: "first_name",
  lastname: "last_name",
  lname: "last_name",
  surname: "last_name",
  familyname: "last_name",
  fullname: "full_name",
  petname: "pet_names",
  petnames: "pet_names",
  pet: "pet_names",
  pets: "pet_names",
  dogname: "pet_names",
  dognames: "pet_names",
  catname: "pet_names",
  passname: "pass_name",
  validthrough: "valid_through",
  validuntil: "valid_through",
  expirydate: "valid_through",
  expirationdate: "valid_through",
  organisationname: "organisation_name",
  organizationname: "organisation_name",
  companyname: "organisation_name",
  company: "organisation_name",
};
/** Fields of other tools that have no like here. */
const unknownHere =
  /^(?:e?mail|emailaddress|phone|phonenumber|mobile|address|city|date|currentyear|unsubscribe\w*|unsub|webversion|viewinbrowser|subject)$/;

/** Name and fallback of what stands between another tool's marks, as far as they can be told. */
function readInner(raw: string): { name: string; meant: MergeFieldName | undefined; fallback: string } {
  const text = raw.replace(/^[^\p{L}]+|[^\p{L}\p{N}“”"'’!?.]+$/gu, "");
  const [named = "", ...after] = text.split(/\||,\s*(?=(?:fallback|default)\b)|\s+OR\s+(?=["'“‘])/i);
  const name = named
    .trim()
    .replace(
      /^(?:(?:subscriber|contact|customer|client|user|recipient|person|member|lead|merge|var)s?[.:]|(?:contact|lead|user)field=)/i,
      "",
    );
  const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const fallback = readFallback(after.join("|"));
  return { name: plain, meant: synonyms[plain], fallback };
}

function readFallback(text: string): string {
  return text
    .slice(0, longestFallback)
    .replace(/^\s*(?:default|fallback)\b\s*[:=(]?\s*/i, "")
    .replace(/^[\p{Pi}\p{Pf}\p{Ps}"'\s]+|[\p{Pi}\p{Pf}\p{Pe}"'\s%*}\]>)]+$/gu, "")
    .replace(/[{}|\n]/g, "");
}

/**
 * Name the fields of one part that are written as another tool would have it, and would go out as they stand (K28).
 * Prose such as `{see below}`, `[1]` or `100%` is none.
 * @param placeAt line and column of an offset
 */
export function findForeignFields(
  part: Problem["part"],
  text: string,
  placeAt: (offset: number) => Place,
): Problem[] {
  const problems: Problem[] = [];
  const seen: (readonly [number, number])[] = [];
  const name = (raw: string, offset: number, severity: Problem["severity"]) => {
    if (problems.length >= maxOfAKind) return;
    const end = offset + raw.length;
    // `{{first_name}`: an unfinished field of ours, which is said elsewhere.
    const unfinished =
      (/^\{[^{]/.test(raw) && (text.charAt(offset - 1) === "{" || text.charAt(end) === "}")) ||
      /\{\{\s*$/.test(text.slice(Math.max(0, offset - 4), offset));
    if (unfinished) seen.push([offset, end]);
    if (unfinished) return;
    if (seen.some(([from, to]) => offset < to && end > from)) return;
    seen.push([offset, end]);
    const { meant, fallback } = readInner(raw);
    const suggestion = meant && `{{${meant}${fallback && `|${fallback}`}}}`;
    problems.push({
      code: "foreign_field",
      severity,
      part,
      message: explain(raw, suggestion),
      ...placeAt(offset),
      ...(suggestion && { suggestion, raw }),
    });
  };
  for (const use of findFields(text)) {
    if (!isMergeFieldName(use.name) || isTripled(text, use.offset, use.raw)) continue;
    const suggestion = betterFallback(use.name, use.fallback);
    if (suggestion === undefined || problems.length >= maxOfAKind) continue;
    seen.push([use.offset, use.offset + use.raw.length]);
    problems.push({
      code: "foreign_field",
      severity: "blocking",
      part,
      message: `After the | stands what is shown when there is no value, and nothing else. Write ${suggestion}.`,
      ...placeAt(use.offset),
      suggestion,
      raw: use.raw,
    });
  }
  const bare = withoutOwn(text);
  for (const match of bare.matchAll(unmistakable)) name(match[0], match.index, "blocking");
  for (const match of bare.matchAll(likely)) {
    const { name: plain, meant } = readInner(match[0]);
    const strong = isFieldLike(match[0]);
    const bracketed = /^(?:[$#@%!]?[{[(<«%]|\$\p{L})/u.test(match[0]);
    if (strong || (bracketed && (meant !== undefined || unknownHere.test(plain))))
      name(
        match[0],
        match.index,
        strong || /^(?:\[\[|\(\(|<<|[$#%@]\{)/.test(match[0]) ? "blocking" : "warning",
      );
  }
  for (const match of bare.matchAll(bareName)) {
    if (!/_|[a-z][A-Z]|^(?:[FL]|FIRST|LAST|FULL)NAME$/.test(match[0])) continue;
    name(match[0], match.index, "blocking");
  }
  return problems;
}

/** Written as programs write names, not people: `first_name`, `contact.first`, `FNAME`, `firstName`. */
function isFieldLike(raw: string): boolean {
  const { meant } = readInner(raw);
  const word = /[\p{L}][\p{L}\p{N}_.]*/u.exec(raw)?.[0] ?? "";
  if (meant !== undefined)
    return (
      /_|[a-z][A-Z]|\w\.\w|\w=\w|^\$\w+name/.test(raw) || /^[A-Z]{4,}$/.test(word) || /^[fl]name$/i.test(word)
    );
  return /^[^\p{L}]{0,4}(?:[A-Z]{2,}(?:_[A-Z0-9]+)+|[a-z]+(?:_[a-z0-9]+)+)[^\p{L}]{0,4}$/u.test(raw);
}

/** `{{{first_name}}}`: a brace more than a field has. */
export function isTripled(text: string, offset: number, raw: string): boolean {
  return text.charAt(offset - 1) === "{" || text.charAt(offset + raw.length) === "}";
}

/** The field as it should be written, where its fallback is another tool's filter or in quotation marks. */
function betterFallback(name: MergeFieldName, fallback: string): string | undefined {
  const filter =
    /^(?:default|fallback)\s*(?:[:=(]|[\p{Pi}"'])|^(?:default_?if_?none|capitali[sz]e|(?:up|down)case|upper(?:case)?|lower(?:case)?|title(?:case)?|strip|trim|escape|safe|html)\s*(?:$|[|:(])/iu;
  const quoted = /^[\p{Pi}\p{Pf}"'„‚].*[\p{Pi}\p{Pf}"']$/u;
  if (filter.test(fallback)) {
    const kept = /default|fallback/i.test(fallback)
      ? readFallback(fallback.replace(/^.*?(?=default|fallback)/i, ""))
      : "";
    return `{{${name}${kept && `|${kept}`}}}`;
  }
  return quoted.test(fallback) ? `{{${name}|${readFallback(fallback)}}}` : undefined;
}

/** Our own fields, web addresses and code-like addresses blanked out: nothing in them is another tool's field. */
function withoutOwn(text: string): string {
  const blank = (found: string) => " ".repeat(found.length);
  const rest = text.replace(/\{\{[^{}\n]*\}\}/g, (raw: string, offset: number) =>
    isTripled(text, offset, raw) ? raw : blank(raw),
  );
  return rest.replace(/https?:\/\/[^\s<>()]+|\]\([^()\s]*\)|^ {0,3}\[[^\]\n]{1,200}\]:.*$/gim, blank);
}

function explain(raw: string, suggestion: string | undefined): string {
  const shown = raw.slice(0, 60);
  if (/^[{<]%/.test(raw) && suggestion === undefined)
    return `“${shown}” is another tool's command and would be sent as it stands. Conditions do not exist here: give a field a fallback, such as {{first_name|there}}.`;
  return suggestion === undefined
    ? `“${shown}” is another tool's field and would be sent as it stands. Choose one from the menu of fields, such as {{first_name}}.`
    : `“${shown}” is another tool's field and would be sent as it stands. Here it is ${suggestion}.`;
}

/** Kept beside the suggestion for unknown `{{…}}`: `{{fname}}`, `{{contact.firstname}}` mean the first name though their letters are far off. */
export function meantField(name: string): MergeFieldName | undefined {
  const known = (text: string) => synonyms[text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")];
  const last = name.slice(name.lastIndexOf(".") + 1);
  return known(name) ?? known(last) ?? suggestField(last);
}

/** One of our fields with what another tool has behind its |: a filter is no fallback. */
export function fieldWithFallback(name: MergeFieldName, fallback: string): string {
  return betterFallback(name, fallback) ?? `{{${name}${fallback && `|${fallback}`}}}`;
}
