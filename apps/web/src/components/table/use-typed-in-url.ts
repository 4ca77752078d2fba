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
  const [written, setWritten] = useState(inUrl);
  if (inUrl !== seen) {
    see(inUrl);
    // What was written here is drawn late, when more may have been typed already; Back, forward or a link changed anything else.
    if (inUrl !== written && isInUrl(param, inUrl)) {
      setWritten(inUrl);
      if (inUrl !== typed.trim()) type(inUrl);
    }
  }
  const write = (text: string) => {
    const term = text.trim();
    setWritten(term);
    setInUrl(term === "" ? null : term);
  };
  return { typed, type, write };
}

/** Not when it has been changed again meanwhile: React draws every change, each after a while. */
function isInUrl(param: string, value: string): boolean {
  return (new URLSearchParams(window.location.search).get(param) ?? "") === value;
}
