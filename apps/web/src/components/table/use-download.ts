"use client";

import { useState } from "react";
import { freshProof } from "#web/trpc/fresh-proof.ts";

/** What a file is narrowed by, as it stands in the page's URL under the same names; what is empty stays out. */
export type FileFilters = Readonly<Record<string, string | null>>;

/**
 * Downloads what a table shows as a file. Asked first, since a browser tells of a refused download in words of its own, or not at all.
 * @param path of the file
 * @returns where it is, why the last try was refused, and what downloads it; that answers with why it did not
 */
export function useDownload(path: string, filters: FileFilters) {
  const [problem, setProblem] = useState<string | null>(null);
  const download = async (): Promise<string | null> => {
    setProblem(null);
    // What stands in the URL now: a filter pressed just before is drawn a moment later.
    const url = new URLSearchParams(window.location.search);
    const href = pathOf(path, Object.fromEntries(Object.keys(filters).map((name) => [name, url.get(name)])));
    const ask = () => fetch(href, { method: "HEAD" }).catch(() => null);
    let answer = await ask();
    if (needsProof(answer) && (await freshProof.ask("password"))) answer = await ask();
    if (answer?.ok) {
      window.location.assign(href);
      return null;
    }
    const refusal = formatRefusal(answer);
    setProblem(refusal);
    return refusal;
  };
  return { href: pathOf(path, filters), problem, download };
}

function pathOf(path: string, filters: FileFilters): string {
  const query = new URLSearchParams(
    Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return query.size === 0 ? path : `${path}?${query}`;
}

const needsProof = (answer: Response | null) => answer?.headers.get("x-error-code") === "step_up_required";

/** @param answer null when there was none */
function formatRefusal(answer: Response | null): string {
  if (answer === null) return "Packpost cannot be reached. Check the connection, then try again.";
  if (answer.status === 401) return "You are signed out. Sign in, then try again.";
  if (needsProof(answer)) return "Nothing was downloaded: a file of people takes a proof that it is you.";
  if (answer.status === 503)
    return "Other files are being downloaded just now. Try again when they are done.";
  return "This file could not be made. Reload the page, then try again.";
}
