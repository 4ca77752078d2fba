"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { goBack, pushEntry, replaceEntry, whenArrived } from "../page/history.ts";

/** How a value stands in the URL. Nonsense there counts as nothing. */
interface Parser<Value> {
  parse: (text: string) => Value | null;
  serialize: (value: Value) => string;
  eq: (a: Value, b: Value) => boolean;
  /** Whether a change makes an entry of the history to come back from, unless it says otherwise itself. */
  history?: "push" | "replace";
}

interface ParserWithDefault<Value> extends Parser<Value> {
  defaultValue: Value;
}

/** "back": undoes what was pushed, by going back to the entry before; where a link led here, it replaces. */
type HistoryChange = "push" | "replace" | "back";

type SetQueryState<Value> = (value: Value | null, options?: { history?: HistoryChange }) => void;

/** What `withDefault` adds to a parser. */
interface Defaultable<Value> extends Parser<Value> {
  withDefault: (value: Value) => ParserWithDefault<Value>;
}

/** A parser of one's own. */
export function createParser<Value>({
  parse,
  serialize,
  eq = (a, b) => a === b,
}: Pick<Parser<Value>, "parse" | "serialize"> & Partial<Pick<Parser<Value>, "eq">>): Defaultable<Value> {
  const parser = { parse, serialize, eq };
  return { ...parser, withDefault: (defaultValue) => ({ ...parser, defaultValue }) };
}

export const parseAsString = createParser<string>({ parse: (text) => text, serialize: (text) => text });

/** One of a list of words. */
export function parseAsStringLiteral<const Word extends string>(words: readonly Word[]): Defaultable<Word> {
  return createParser<Word>({
    parse: (text) => words.find((word) => word === text) ?? null,
    serialize: (word) => word,
  });
}

/**
 * State that lives in the URL, so that Back works and links can be shared: `?q=maria`. Next tells every reader of a change.
 *
 * @param name of the parameter
 * @param parser {@link parseAsString}, {@link parseAsStringLiteral} or one made with {@link createParser}
 * @returns the value, null (or the default) while the URL has none; and what changes it. By default the entry of the
 *   history is replaced; with `history: "push"`, in the parser or the change, there is one to come back from
 */
export function useQueryState<Value>(
  name: string,
  parser: ParserWithDefault<Value>,
): [Value, SetQueryState<Value>];
export function useQueryState<Value>(
  name: string,
  parser: Parser<Value>,
): [Value | null, SetQueryState<Value>];
export function useQueryState<Value>(
  name: string,
  parser: Parser<Value> & { defaultValue?: Value },
): [Value | null, SetQueryState<Value>] {
  const text = useSearchParams().get(name);
  const change = useChangeQuery();
  const value = (text === null ? null : parser.parse(text)) ?? parser.defaultValue ?? null;
  const set: SetQueryState<Value> = (next, { history = parser.history ?? "replace" } = {}) => {
    const isUsual =
      parser.defaultValue !== undefined && next !== null && parser.eq(next, parser.defaultValue);
    change({ [name]: next === null || isUsual ? null : parser.serialize(next) }, history);
  };
  return [value, set];
}

/** Changes several parameters of the URL together, in one entry of the history; null takes one away. */
export function useChangeQuery() {
  const pathname = usePathname();
  return (changes: Readonly<Record<string, string | null>>, history: HistoryChange = "replace") => {
    if (history !== "back") whenArrived(() => changeQuery(pathname, changes, history));
    else if (window.location.pathname === pathname) goBack(() => changeQuery(pathname, changes, "replace"));
  };
}

function changeQuery(
  pathname: string,
  changes: Readonly<Record<string, string | null>>,
  history: "push" | "replace",
): void {
  // Read anew: two changes made together both count. Elsewhere by now: the answer comes too late.
  if (window.location.pathname !== pathname) return;
  const params = new URLSearchParams(window.location.search);
  for (const [name, text] of Object.entries(changes))
    if (text === null) params.delete(name);
    else params.set(name, text);
  const query = params.size === 0 ? "" : `?${params}`;
  const url = `${pathname}${query}${window.location.hash}`;
  if (history === "push") pushEntry(url);
  else replaceEntry(url);
}
