import { setTimeout as delay } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";
import type { MadeBusiness, MadeFile, RowCounts } from "./make-files.ts";
import type { WebSession } from "./web-session.ts";

/** What the demo reports of its import; `customers` are counted from the export of customers, `changedAgain` are rows of the second time. */
export type ImportReport = Readonly<
  Record<
    "files" | "rows" | "created" | "changed" | "unchanged" | "refused" | "customers" | "changedAgain",
    number
  >
>;

const PATIENCE_MS = 60_000;

const uploaded = z.object({ importId: z.uuid() });
const counted = z.object({
  created: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  refused: z.number(),
});
const page = z.object({
  state: z.string(),
  revision: z.number(),
  counts: counted,
  looked: counted.nullable(),
  trouble: z.string().nullable(),
});

/**
 * Imports the files as the page does: upload, dry run, confirm. Then all of them once more, which changes nothing.
 * @returns the figures, and one sentence for whatever does not hold
 */
export async function importFiles(options: {
  session: WebSession;
  business: MadeBusiness;
  stop: AbortSignal;
}): Promise<{ imported: ImportReport; problems: string[] }> {
  const { session, stop } = options;
  const { files, customers: wantedCustomers } = options.business;
  const problems: string[] = [];
  const before = await exportCustomers(session);
  const runs: RowCounts[] = [];
  for (const file of files) {
    const { looked, done } = await importFile(session, file, stop);
    runs.push(done);
    problems.push(...differences(`The dry run of ${file.name}`, file, looked, file.wanted));
    problems.push(...differences(`The import of ${file.name}`, file, done, file.wanted));
  }
  const after = await exportCustomers(session);
  let changedAgain = 0;
  for (const file of files) {
    const { looked, done } = await importFile(session, file, stop);
    changedAgain += done.created + done.changed;
    const { created, unchanged, refused } = file.wanted;
    const wanted = { created: 0, changed: 0, unchanged: created + unchanged, refused };
    problems.push(...differences(`The second dry run of ${file.name}`, file, looked, wanted));
    problems.push(...differences(`The second import of ${file.name}`, file, done, wanted));
  }
  const again = await exportCustomers(session);
  const customers = after.rows - before.rows;
  if (customers !== wantedCustomers)
    problems.push(`The import made ${customers} customers, not ${wantedCustomers}.`);
  if (again.text !== after.text) problems.push("The same files again have changed the list of customers.");
  const sum = (outcome: keyof RowCounts) => runs.reduce((total, run) => total + run[outcome], 0);
  return {
    imported: {
      ...{ files: files.length, rows: files.reduce((total, { rows }) => total + rows, 0) },
      ...{ created: sum("created"), changed: sum("changed"), unchanged: sum("unchanged") },
      ...{ refused: sum("refused"), customers, changedAgain },
    },
    problems,
  };
}

/** @returns what the dry run said and what the run did */
async function importFile(
  session: WebSession,
  { noun, name, text }: MadeFile,
  stop: AbortSignal,
): Promise<{ looked: RowCounts; done: RowCounts }> {
  const answer = await session.request(`/api/imports?noun=${noun}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(name) },
    body: text,
  });
  const { importId } = uploaded.parse(await answer.json());
  const read = () => session.query("customerImport.get", { importId }, page);
  const press = async (verb: "look" | "confirm", state: "looked" | "done") => {
    const input = { importId, seenRevision: (await read()).revision };
    await session.mutate(`customerImport.${verb}`, input, z.unknown());
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const now = await read();
      if (now.state === state) return now;
      if (now.trouble !== null || Date.now() > until)
        throw new StepFailure(
          `${name} was not imported`,
          now.trouble ?? `It is ${now.state} after ${PATIENCE_MS / 1_000} s.`,
          "Look into .data/logs/worker.log.",
        );
      await delay(100, undefined, { signal: stop });
    }
  };
  const { counts: looked } = await press("look", "looked");
  const { counts: done } = await press("confirm", "done");
  return { looked, done };
}

function differences(what: string, { rows }: MadeFile, counts: RowCounts, wanted: RowCounts): string[] {
  const tell = ({ created, changed, unchanged, refused }: RowCounts) =>
    `${created} new, ${changed} changed, ${unchanged} unchanged, ${refused} refused`;
  const sum = counts.created + counts.changed + counts.unchanged + counts.refused;
  return [
    ...(tell(counts) === tell(wanted) ? [] : [`${what} says ${tell(counts)}; it should be ${tell(wanted)}.`]),
    ...(sum === rows ? [] : [`${what} adds up to ${sum}, the file has ${rows} rows.`]),
  ];
}

/** Everybody, with family, pets and what mail reaches, as the list of customers exports them. */
async function exportCustomers(session: WebSession): Promise<{ text: string; rows: number }> {
  const text = await (await session.request("/api/export/customers")).text();
  return { text, rows: parse(text, { bom: true }).length - 1 };
}
