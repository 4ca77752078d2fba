import {
  type Dictionary,
  isRaw,
  JsonProperty,
  type LoggingOptions,
  type NativeQueryBuilder,
  PostgreSqlConnection,
  PostgreSqlDriver,
  type RawQueryFragment,
  raw,
  type Transaction,
  Utils,
} from "@mikro-orm/postgresql";
import type { CompiledQuery } from "kysely";

/** The protocol counts a statement's parameters in 16 bits. */
const MOST_PARAMETERS = 65_535;

type Statement = string | NativeQueryBuilder | RawQueryFragment;
type Parameters = readonly unknown[] | Dictionary<unknown>;

/**
 * MikroORM's driver, whose statements carry their values as parameters. MikroORM 7.2.1 writes them into the text
 * (`AbstractSqlConnection.execute`; mikro-orm issue 8001), and whatever logs statements would repeat what people wrote.
 */
export class ParameterDriver extends PostgreSqlDriver {
  protected override readonly connection = new ParameterConnection(this.config);
}

class ParameterConnection extends PostgreSqlConnection {
  override execute<T>(
    statement: Statement,
    parameters: Parameters = [],
    method: "all" | "get" | "run" = "all",
    transaction?: Transaction,
    loggerContext?: LoggingOptions,
  ): Promise<T> {
    const { text, values } = this.#bind(statement, parameters);
    return super.execute<never>(text, [], method, this.#withValues(values, transaction), loggerContext);
  }

  override stream<T extends Dictionary>(
    statement: Statement,
    parameters: Parameters = [],
    transaction?: Transaction,
    loggerContext?: LoggingOptions,
    chunkSize?: number,
  ): AsyncIterableIterator<T> {
    const { text, values } = this.#bind(statement, parameters);
    return super.stream<T>(text, [], this.#withValues(values, transaction), loggerContext, chunkSize);
  }

  /** A text without `?` goes through MikroORM as it is; whoever executes it gets the values beside it. */
  #withValues(values: readonly unknown[], transaction: Transaction | undefined): Transaction {
    const runner = () => transaction ?? this.getClient();
    return {
      executeQuery: (query: CompiledQuery, options: unknown) =>
        runner().executeQuery({ ...query, parameters: values }, options),
      getExecutor: () => ({
        stream: (query: CompiledQuery, ...rest: unknown[]) =>
          runner()
            .getExecutor()
            .stream({ ...query, parameters: values }, ...rest),
      }),
    };
  }

  #bind(statement: Statement, parameters: Parameters): { text: string; values: unknown[] } {
    const fragment = fragmentOf(statement, parameters);
    const values: unknown[] = [];
    const text = this.#textOf(fragment.sql, fragment.params, values);
    if (values.length > MOST_PARAMETERS)
      throw new RangeError(`A statement has ${values.length} values: write it in batches`);
    return { text, values };
  }

  /** As `Platform.formatQuery`, but a value becomes `$n`: `?` a value, `??` a name, `\?` a question mark. */
  #textOf(sql: string, parameters: readonly unknown[], values: unknown[]): string {
    if (parameters.length === 0) return sql;
    const rest = parameters.values();
    return sql.replace(/\\\?|\?\??/g, (mark) => {
      if (mark === "\\?") return "?";
      const { value } = rest.next();
      return mark === "??" ? this.platform.quoteIdentifier(String(value)) : this.#valueOf(value, values);
    });
  }

  /** As `Platform.quoteValue`: a list becomes as many values, a raw fragment its own text. */
  #valueOf(value: unknown, values: unknown[]): string {
    if (isRaw(value)) return this.#textOf(value.sql, value.params, values);
    if (Array.isArray(value) && !Object.hasOwn(value, JsonProperty))
      return value.map((each) => this.#valueOf(each, values)).join(", ");
    if (value === undefined) throw new TypeError("A value of a statement is undefined");
    return `$${values.push(sent(value))}`;
  }
}

/** What pg sends as it is; times in UTC, as `forceUtcTimezone` says. */
function sent(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value) || Utils.isPlainObject(value)) return JSON.stringify(value);
  return value;
}

function fragmentOf(
  statement: Statement,
  parameters: Parameters,
): { sql: string; params: readonly unknown[] } {
  if (isRaw(statement)) return statement;
  if (typeof statement !== "string") return statement.toRaw();
  return Array.isArray(parameters) ? { sql: statement, params: parameters } : raw(statement, parameters);
}
