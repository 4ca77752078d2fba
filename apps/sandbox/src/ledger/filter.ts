import { keyBytes } from "./hash-text.ts";

/** Which messages: all that is given must fit. Texts in `contains` are looked for anywhere, whatever their case. */
export interface LedgerFilter {
  token?: string | undefined;
  tag?: string | undefined;
  /** One metadata field and its value. */
  metadata?: readonly [field: string, value: string] | undefined;
  /** Address of the first recipient. */
  who?: string | undefined;
  stream?: string | undefined;
  contains?: readonly (readonly [column: "from" | "subject" | "words", text: string])[];
  /** Numbers of messages, both excluded. */
  after?: number | undefined;
  before?: number | undefined;
  /** Instants of acceptance, both included. */
  fromMs?: number | undefined;
  untilMs?: number | undefined;
  /** Only this share of the messages (0–1), the same ones each time. */
  share?: number | undefined;
}

type Value = string | number | Uint8Array;

const COLUMNS = {
  from: "m.row ->> 'from'",
  subject: "m.row ->> 'subject'",
  words: "concat_ws(' ', m.row ->> 'to', m.row ->> 'subject', m.tag)",
};

/** The filter as a source `message m` with its condition and parameters. */
export function whereOf(filter: LedgerFilter): { source: string; sql: string; values: Value[] } {
  const isKeyed = filter.metadata !== undefined || filter.who !== undefined;
  const parts = ["1"];
  const values: Value[] = [];
  const need = (sql: string, ...more: (Value | undefined)[]) => {
    if (more.some((value) => value === undefined)) return;
    parts.push(sql);
    for (const value of more) if (value !== undefined) values.push(value);
  };
  /** Hashes find the requests that may hold it, texts decide: a collision harms nobody. */
  const byKey = (key: string) =>
    need("m.body IN (SELECT id FROM body WHERE instr(keys, ?) > 0)", keyBytes([key]));
  if (filter.metadata) {
    const [field, value] = filter.metadata;
    byKey(`${field}=${value}`);
    need("m.row -> 'meta' ->> ? = ?", `$."${field.replaceAll('"', "")}"`, value);
  }
  if (filter.who !== undefined) {
    byKey(filter.who);
    need("m.row ->> 'who' = ?", filter.who);
  }
  need("m.token = ?", filter.token);
  need("m.tag = ?", filter.tag);
  need("m.row ->> 'stream' = ?", filter.stream);
  for (const [column, text] of filter.contains ?? [])
    if (text !== "") need(`instr(lower(${COLUMNS[column]}), ?) > 0`, text.toLowerCase());
  need("m.seq > ?", filter.after);
  need("m.seq < ?", filter.before);
  need("m.at >= ?", filter.fromMs);
  need("m.at <= ?", filter.untilMs);
  // Knuth's multiplicative hash spreads neighbours evenly, so any batch is shown to about the same share.
  if (filter.share !== undefined && filter.share < 1)
    need("(m.seq * 2654435761) % 4294967296 < ? * 4294967296", filter.share);
  const source = isKeyed ? "message m INDEXED BY message_of_body" : "message m";
  return { source, sql: parts.join(" AND "), values };
}
