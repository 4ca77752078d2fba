import { z } from "zod";
import { type PostmarkError, refusal } from "./errors.ts";

const MAX_COUNT = 500;
const MAX_WINDOW = 10_000;

/** A query whose names are matched as Postmark does, whatever their case. */
export class Query {
  readonly #values = new Map<string, string>();
  readonly metadata: [field: string, value: string][] = [];

  readonly #errorCode: number;

  /** @param errorCode Postmark's code for a query it does not take: 700 for messages, 408 for bounces */
  constructor(params: URLSearchParams, errorCode: number) {
    this.#errorCode = errorCode;
    for (const [name, value] of params) {
      if (name.toLowerCase().startsWith("metadata_"))
        this.metadata.push([name.slice("metadata_".length), value]);
      else this.#values.set(name.toLowerCase(), value);
    }
  }

  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase()) || undefined;
  }

  /** A date or time given as a day or an instant; a `todate` day lasts until its end. */
  instant(name: "fromdate" | "todate"): number | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    const ms = Date.parse(value);
    if (Number.isNaN(ms)) return undefined;
    return name === "todate" && /^\d{4}-\d\d-\d\d$/.test(value) ? ms + 86_399_999 : ms;
  }

  /** The page asked for: both numbers are required, at most 500 rows, within the first 10,000. */
  page(): { count: number; offset: number } | PostmarkError {
    const number = z.coerce.number().int().min(0);
    const count = number.safeParse(this.get("count"));
    const offset = number.safeParse(this.get("offset") ?? "missing");
    if (!count.success || !offset.success || count.data < 1) {
      return refusal(this.#errorCode, "You need to provide valid 'count' and 'offset' parameters.");
    }
    if (count.data > MAX_COUNT)
      return refusal(this.#errorCode, `The 'count' parameter may be at most ${MAX_COUNT}.`);
    if (count.data + offset.data > MAX_WINDOW) {
      return refusal(this.#errorCode, `'count' and 'offset' together may be at most ${MAX_WINDOW}.`);
    }
    return { count: count.data, offset: offset.data };
  }
}
