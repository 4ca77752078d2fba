/** A setting as a text field shows it. */
export function textOf(value: string | number | null): string {
  return value === null ? "" : String(value);
}
