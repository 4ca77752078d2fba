const mostCharacters = 200;

/** A campaign's name with an addition in brackets, within the length that a name may have. */
export function nameWith(name: string, addition: string): string {
  return `${name.slice(0, mostCharacters - addition.length - 1).trimEnd()} ${addition}`;
}
