import type { Context } from "@packpost/core/context";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { emailStates, silences, textStates } from "@packpost/core/customer/states";

export interface CombinationTimes {
  readonly combinations: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** The slowest first. */
  readonly slowest: { readonly filter: string; readonly ms: number; readonly people: number }[];
}

/** Told at once. */
const SLOW_MS = 100;

/** The list's first page of each combination of its filters, in both orders (P1): the better of two runs of each, in milliseconds. */
export async function measureCombinations(
  ctx: Context,
  passId: string,
  tell: (line: string) => void = () => undefined,
): Promise<CombinationTimes> {
  const figures: { filter: string; ms: number; people: number }[] = [];
  for (const filter of combinationsOf(passId)) {
    const input = listCustomersSchema.parse({ ...filter, pageSize: 50 });
    if (process.env.LOUD) tell(JSON.stringify(filter));
    let [ms, people] = [Number.POSITIVE_INFINITY, 0];
    for (let run = 0; run < 2; run++) {
      const from = performance.now();
      people = (await listCustomers({ ctx, input })).customers.length;
      ms = Math.min(ms, performance.now() - from);
    }
    const { passId: pass, ...told } = filter;
    if (ms > SLOW_MS) tell(`${Math.round(ms)} ms: ${JSON.stringify({ ...told, pass: pass !== null })}`);
    figures.push({ filter: JSON.stringify({ ...told, pass: pass !== null }), ms: Math.round(ms), people });
  }
  figures.sort((a, b) => b.ms - a.ms);
  const at = (share: number) => figures[Math.floor(figures.length * (1 - share))]?.ms ?? 0;
  return { combinations: figures.length, p50Ms: at(0.5), p95Ms: at(0.95), slowest: figures.slice(0, 15) };
}

function combinationsOf(passId: string) {
  return [null, ...emailStates].flatMap((email) =>
    [null, ...textStates].flatMap((text) =>
      [null, passId].flatMap((pass) =>
        [null, ...silences].flatMap((silence) =>
          // Who falls silent comes by the day, whatever the order of names.
          (silence === null ? (["asc", "desc"] as const) : (["asc"] as const)).map((order) => ({
            ...{ email, text, silence, order, passId: pass },
          })),
        ),
      ),
    ),
  );
}
