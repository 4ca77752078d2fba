import { keyBytes } from "./hash-text.ts";

/** Which messages: all that is given must fit. Texts in `contains` are looked for anywhere, whatever their case. */
export interface LedgerFilter {
  token?: string | undefined;
  channel?: "email" | "sms" | undefined;
  tag?: string | undefined;
  /** One metadata field and its value. */
  metadata?: readonly [field: string, value: string] | undefined;
  /** Sender, exactly. */
  from?: string | undefined;
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

type Value = string | number | Uint8Array | undefined;

const TEXTS = {
  from: "content ->> 'from'",
  subject: "content ->> 'subject'",
  words: "concat_ws(' ', content ->> 'to', content ->> 'subject', content ->> 'tag')",
};

/** Requests first, then their messages by number: SQLite must not turn this round, and needs no sorting to go through it. */
const SOURCE = "FROM request r CROSS JOIN message m ON m.seq BETWEEN r.id AND r.last";

/** The filter as SQL from FROM on, with its parameters. */
export function whereOf(filter: LedgerFilter) {
  const parts = ["TRUE"];
  const values: Exclude<Value, undefined>[] = [];
  const need = (sql: string, ...given: Value[]) => {
    const known = given.filter((value) => value !== undefined);
    if (known.length < given.length) return;
    parts.push(sql);
    values.push(...known);
  };
  /** Hashes find the requests that may hold it, texts decide: a collision harms nobody. */
  const needKey = (key: string) => need("instr(keys, ?) > 0", keyBytes([key]));
  need("token = ?", filter.token);
  need("channel = ?", filter.channel);
  need("at >= ?", filter.fromMs);
  need("at <= ?", filter.untilMs);
  need("last > ? AND seq > ?", filter.after, filter.after);
  need("r.id < ? AND seq < ?", filter.before, filter.before);
  if (filter.metadata) {
    const [field, value] = filter.metadata;
    needKey(value);
    need("content ->> ? = ?", `$.meta."${field.replaceAll('"', "")}"`, value);
  }
  if (filter.who !== undefined) {
    needKey(filter.who);
    need("content ->> 'who' = ?", filter.who);
  }
  need("content ->> 'from' = ?", filter.from);
  need("content ->> 'tag' = ?", filter.tag);
  need("content ->> 'stream' = ?", filter.stream);
  for (const [column, text] of filter.contains ?? [])
    if (text !== "") need(`instr(lower(${TEXTS[column]}), ?) > 0`, text.toLowerCase());
  // Knuth's multiplicative hash spreads neighbours evenly, so any batch is shown to about the same share.
  if (filter.share !== undefined && filter.share < 1)
    need("(seq * 2654435761) % 4294967296 < ? * 4294967296", filter.share);
  return { sql: `${SOURCE} WHERE ${parts.join(" AND ")}`, values };
}
