import { raw } from "@mikro-orm/core";

/**
 * What a guarded update makes of the row's own columns, as SQL: `revision + 1`. Another transaction may have changed them since
 * they were read, so their value here is no ground to go by. Ask for it anew for each use.
 * @param expression written in code, never by anybody else; `?` stands for a parameter
 */
export function rowValue(expression: string, parameters: readonly (string | number)[] = []) {
  return raw(expression, parameters);
}
