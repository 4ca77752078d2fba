"use client";

import { useState } from "react";
import { parseAsString, useQueryState } from "./query-state.ts";

/**
 * A search that is typed and lives in the URL, so that Back, links and reloading keep it.
 *
 * @param param name of the URL's parameter
 * @returns what stands in the field; `type` changes it there alone, `write` puts it into the URL (trimmed; nothing takes it away)
 */
export function useTypedInUrl(param: string) {
  const [inUrl, setInUrl] = useQueryState(param, parseAsString.withDefault(""));
  const [typed, type] = useState(inUrl);
  const [seen, see] = useState(inUrl);
  /** Written here and not drawn yet: React draws every change of the URL, each after a while. */
  const [own, setOwn] = useState<readonly string[]>([]);
  if (inUrl !== seen) {
    see(inUrl);
    const at = own.indexOf(inUrl);
    // When one's own words are drawn, more may have been typed already; Back, forward or a link changed anything else.
    if (at === -1 && inUrl !== typed.trim()) type(inUrl);
    setOwn(at === -1 || isInUrl(param, inUrl) ? [] : own.slice(at + 1));
  }
  const write = (text: string) => {
    const term = text.trim();
    setOwn((before) => (term === (before.at(-1) ?? inUrl) ? before : [...before, term]));
    setInUrl(term === "" ? null : term);
  };
  return { typed, type, write };
}

/** Whether it is the last change that there is to draw. */
function isInUrl(param: string, value: string): boolean {
  return (new URLSearchParams(window.location.search).get(param) ?? "") === value;
}
