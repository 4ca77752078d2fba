/** A text of what is kept with an entry. @returns undefined where it is none */
export function fieldOf(event: unknown, name: string): string | undefined {
  const value: unknown = typeof event === "object" && event !== null ? Reflect.get(event, name) : undefined;
  return typeof value === "string" ? value : undefined;
}
