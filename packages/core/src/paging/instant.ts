/** A timestamp of a raw row as a Date: raw SQL yields PostgreSQL's text. */
export function instantFrom(text: string): Date;
export function instantFrom(text: string | null): Date | null;
export function instantFrom(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
