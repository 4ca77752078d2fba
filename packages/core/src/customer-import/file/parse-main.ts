import { parse } from "csv-parse";
import { csvOptions } from "./csv-options.ts";
import { type ParsedPart, parseOrderSchema } from "./parse-order.ts";

/**
 * A process of its own that reads a file from its input and writes its rows to its output, a line of JSON for so many: whatever a file
 * does to it, nobody else feels it.
 */
const order = parseOrderSchema.parse(JSON.parse(process.argv[2] ?? ""));
const decoder = new TextDecoder(order.encoding);
const parser = parse(csvOptions(order.separator));

let row = 0;
let bytes = 0;
let rows: [number, string[]][] = [];
let isHeaderMet = false;

const write = async (part: ParsedPart) => {
  if (!process.stdout.write(`${JSON.stringify(part)}\n`))
    await new Promise((resolve) => process.stdout.once("drain", resolve));
};

async function* decoded() {
  for await (const piece of process.stdin) {
    bytes += piece.byteLength;
    yield decoder.decode(piece, { stream: true });
  }
  yield decoder.decode();
}

async function feed() {
  for await (const text of decoded()) {
    if (!parser.write(text)) await new Promise((resolve) => parser.once("drain", resolve));
  }
  parser.end();
}

const fed = feed();
fed.catch(() => undefined);
try {
  for await (const cells of parser as AsyncIterable<string[]>) {
    row += 1;
    if (!cells.some((cell) => cell.trim() !== "")) continue;
    if (!isHeaderMet) {
      isHeaderMet = true;
      continue;
    }
    if (row <= order.afterRow) continue;
    rows.push([row, cells]);
    if (rows.length < order.rowsAPart) continue;
    await write({ kind: "rows", rows, bytes });
    rows = [];
  }
  await fed;
  if (rows.length > 0) await write({ kind: "rows", rows, bytes });
  await write({ kind: "end", bytes });
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  await write({ kind: "fault", fault: explain(code, row) });
}

function explain(code: string, after: number): string {
  const where = `after row ${Math.max(1, after)}`;
  if (code === "CSV_QUOTE_NOT_CLOSED" || code === "CSV_MAX_RECORD_SIZE")
    return `A quotation mark that opens ${where} is never closed.`;
  return `The file cannot be read ${where}.`;
}
