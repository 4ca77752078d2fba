import { NoSlotError } from "@packpost/db/slots";
import { hasPlaceForStream, streamInOrganisation } from "@packpost/db/stream-in-organisation";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { searchWords } from "./search-words.ts";

/** Lines that a file is made of at a time: some tens of kB, so that memory stays flat. */
const PORTION = 500;
const ASK_AGAIN_SECONDS = 5;

/**
 * The lines of a file, in portions, all of one moment. Take it before anything is written down about the file: there may
 * be no place for it.
 * @throws {PackpostError} unavailable while the organisation has as many files under way as it may
 */
export async function openFile<Row, Line>(
  ctx: Context,
  statement: RawBuilder<Row>,
  lineOf: (row: Row) => Line,
): Promise<AsyncGenerator<Line[]>> {
  const options = { rows: PORTION };
  try {
    const portions = await streamInOrganisation(ctx.orm, ctx.organisationId, statement, options);
    return linesOf(portions, lineOf);
  } catch (error) {
    if (!(error instanceof NoSlotError)) throw error;
    throw noPlace(error.retryAfterSeconds);
  }
}

/**
 * Says whether a file could be had now, before a browser begins to download.
 * @throws {PackpostError} unavailable
 */
export function requirePlaceForFile(ctx: Context): void {
  if (!hasPlaceForStream(ctx.organisationId)) throw noPlace(ASK_AGAIN_SECONDS);
}

function noPlace(retryAfterSeconds: number): PackpostError {
  return new PackpostError("unavailable", "Other files are being downloaded just now.", {
    effect: "This one was not made.",
    nextStep: "Wait until they are done, or stop one of them, then export again.",
    retryAfterSeconds,
  });
}

async function* linesOf<Row, Line>(
  portions: AsyncGenerator<Row[]>,
  lineOf: (row: Row) => Line,
): AsyncGenerator<Line[]> {
  for await (const rows of portions) yield rows.map((row) => lineOf(row));
}

/** Whether a search shows `customer`, as SQL: what search_customers() finds, without its limit. */
export function hasWords(search: string): RawBuilder<unknown> {
  return search === ""
    ? sql`true`
    : sql`position((select search_term(${searchWords(search)})) in customer.search_key) > 0`;
}
