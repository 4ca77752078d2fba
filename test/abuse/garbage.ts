const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");
const someId = "019aaaaa-0000-7000-8000-000000000000";

const texts = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud83d",
  "\udc00x",
  "%E0%A4%A",
  "%ff",
  "../../etc/passwd",
  "'; drop table customer; --",
  "x".repeat(3_000),
  "\u202e",
  "0000-01-01",
  "300000-01-01",
  "-infinity",
  "0000-01-01T00:00:00Z",
  "2026-02-30",
  "25:99",
  "019aaaaa-0000-7000-8000-00000000000g",
  "00000000-0000-0000-0000-000000000000",
  "__proto__",
  "[".repeat(5_000),
];
const numbers = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  0,
  1.5,
  2_147_483_648,
  -2_147_483_649,
  1e308,
  2 ** 53,
];
const others: readonly unknown[] = [
  null,
  undefined,
  true,
  [],
  {},
  [[[[]]]],
  { toString: 1 },
  5n,
  new Date(Number.NaN),
];

const kinds = {
  any: [...texts, ...numbers, ...others],
  cursor: [
    "garbage",
    "\0",
    forged(),
    forged("a"),
    forged("a", "b"),
    forged("a", {}),
    forged(null, null),
    forged("a\0", someId),
    forged("\ud83d", `${someId}0`),
    forged("0000-01-01 00:00:00+00", `x${someId}`),
    forged("300000-01-01 00:00:00+00", "infinity"),
    forged(2_147_483_648),
    forged(1e308),
    forged("a", someId, "more"),
    Buffer.from("[".repeat(1_000)).toString("base64url"),
  ],
} as const;

/** Values that no honest client sends. */
export function garbageFor(kind: keyof typeof kinds): readonly unknown[] {
  return kinds[kind];
}

export interface Change {
  readonly where: string;
  readonly value: unknown;
  readonly input: unknown;
}

/** The input with garbage in each of its places in turn: the whole, each field, each element, however deep. */
export function* changesOf(input: unknown): Generator<Change> {
  if (input === undefined) return; // it takes none, so nobody can give it a wrong one
  for (const place of placesOf(input)) {
    const cursors = place.at(-1) === "cursor" ? kinds.cursor : [];
    for (const value of [...kinds.any, ...cursors])
      yield { where: place.join(".") || "input", value, input: withValue(input, place, value) };
  }
}

function placesOf(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, inner]) => placesOf(inner, [...at, name]))];
}

function withValue(input: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const inner = withValue(Reflect.get(Object(input), name), rest, value);
  if (Array.isArray(input)) return input.map((item, n) => (String(n) === name ? inner : item));
  return { ...Object(input), [name]: inner };
}
