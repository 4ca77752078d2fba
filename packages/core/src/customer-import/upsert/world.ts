/** The values of a row by their names; relations by id. */
export type Values = Record<string, string | null>;

/** A row that records are about: as it is, as it was, and which record has said each value last. */
export interface Row {
  readonly id: string;
  readonly isNew: boolean;
  readonly before: Readonly<Values>;
  readonly values: Values;
  /** By value: the place of the record that has said it last. */
  readonly saidBy: Map<string, number>;
  /** Place of the record that it was first met by. */
  firstBy: number | null;
  /** Keys of what was merged into it (P11), such as `external:17`: they mean it, and are not its own. */
  readonly ledBy: ReadonlySet<string>;
}

/** What a row is in an earlier part of the same dry run, or in the database. */
export interface StoredRow {
  readonly id: string;
  readonly isNew: boolean;
  readonly values: Values;
  /** See {@link Row.ledBy}; left out = none. */
  readonly ledBy?: readonly string[];
}

/**
 * The rows that a batch is about, found by their keys, and what the records before have made of them: so that the same key twice in
 * a file is the same row (T57), and a batch is written once.
 */
export class World {
  readonly #rows = new Map<string, Row>();
  readonly #byKey = new Map<string, Set<Row>>();
  readonly #keysOf: (values: Values) => string[];

  /** @param keysOf by which keys a row is found, such as `email:ana@mail.example` */
  constructor(keysOf: (values: Values) => string[]) {
    this.#keysOf = keysOf;
  }

  add({ id, isNew, values, ledBy = [] }: StoredRow): Row {
    const row: Row = {
      ...{ id, isNew, values: { ...values }, before: values },
      ...{ saidBy: new Map(), firstBy: null, ledBy: new Set(ledBy) },
    };
    this.#rows.set(id, row);
    this.#index(row, [...this.#keysOf(row.values), ...ledBy]);
    return row;
  }

  /** All that have a key now, whatever they had before. */
  of(key: string): Row[] {
    return [...(this.#byKey.get(key) ?? [])];
  }

  byId(id: string | null | undefined): Row | undefined {
    return id ? this.#rows.get(id) : undefined;
  }

  rows(): Row[] {
    return [...this.#rows.values()];
  }

  /** A record says these values of a row. @param place of the record in its batch */
  say(row: Row, said: Readonly<Values>, place: number): void {
    for (const key of this.#keysOf(row.values)) this.#byKey.get(key)?.delete(row);
    row.firstBy ??= place;
    for (const [name, value] of Object.entries(said)) {
      row.values[name] = value;
      row.saidBy.set(name, place);
    }
    this.#index(row, this.#keysOf(row.values));
  }

  #index(row: Row, keys: readonly string[]): void {
    for (const key of keys) {
      const rows = this.#byKey.get(key) ?? new Set();
      rows.add(row);
      this.#byKey.set(key, rows);
    }
  }
}
