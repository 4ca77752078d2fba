import { stringify } from "csv-stringify/sync";
import { type Pace, pacedBody } from "#web/server/http/paced-body.ts";
import type { FollowedAccess } from "#web/server/live/access-watch.ts";
import { log } from "#web/server/log.ts";

/** One line of a file; texts are neutralised, so a name like `=1+1` stays a name. */
type CsvLine = readonly (string | number | null)[];

const byteOrderMark = "\uFEFF"; // Excel takes a file without it for the machine's old code page
/** As the reading of the rows is ended, in milliseconds: a stopped reader's file holds nothing of ours. */
const usualPace: Pace = { idleMs: 20_000, wholeMs: 15 * 60_000 };

/**
 * Answers with a CSV file, a page at a time, as fast as the browser takes it. A failure on the way, or a reader who stops,
 * breaks the connection off, so that the browser reports a failed download and no half of a file looks whole.
 *
 * @param options.name file name without its ending
 * @param options.header names of the columns
 * @param options.pages lines, in portions; ended early when the browser goes away
 * @param options.access whoever loses the right to the file meanwhile gets no more of it
 * @param options.pace how patient it is with the reader
 */
export function csvResponse(options: {
  name: string;
  header: readonly string[];
  pages: AsyncGenerator<readonly CsvLine[]>;
  access: FollowedAccess;
  pace?: Pace;
}): Response {
  const { name, header, pages, access, pace = usualPace } = options;
  const encoder = new TextEncoder();
  let begin: string | null = byteOrderMark + csvOf([header]);
  // Begun at once: a generator that was never asked for anything is not ended by its reader's leaving either.
  let next = nextLines(pages, access);
  next.catch(() => undefined);
  const nextPiece = async () => {
    if (begin !== null) {
      const piece = encoder.encode(begin);
      begin = null;
      return piece;
    }
    const lines = await next;
    if (lines === null) return null;
    next = nextLines(pages, access);
    next.catch(() => undefined);
    return encoder.encode(csvOf(lines));
  };
  const body = pacedBody(nextPiece, pace, () => {
    access.stop();
    // What it holds is given back by its own timer, should this fail.
    pages.return(undefined).catch(() => undefined);
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": dispositionOf(`${name}.csv`),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/** The next page that has lines: an empty piece would not wake the reader. Null at the end. */
async function nextLines(
  pages: AsyncGenerator<readonly CsvLine[]>,
  access: FollowedAccess,
): Promise<readonly CsvLine[] | null> {
  try {
    for (;;) {
      if (access.signal.aborted) await pages.throw(access.signal.reason);
      const page = await pages.next();
      if (page.done) return null;
      if (page.value.length > 0) return page.value;
    }
  } catch (error) {
    log.error({ err: error }, "a file broke off");
    throw error;
  }
}

/** RFC 4180 lines with every text quoted: also a spreadsheet that divides by semicolons then finds no formula in one. */
export function csvOf(lines: readonly CsvLine[]): string {
  return stringify(
    lines.map((line) => [...line]),
    { escape_formulas: true, quoted_string: true, record_delimiter: "windows" },
  );
}

/** RFC 6266: the name as it is for browsers of today, in plain letters for the rest. */
function dispositionOf(name: string): string {
  const clean = name.replace(/[\p{Cc}/\\:*?"<>|]+/gu, " ").trim();
  const plain = clean.replace(/[^\x20-\x7e]+/g, "_");
  const encoded = encodeURIComponent(clean).replace(
    /['()]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
