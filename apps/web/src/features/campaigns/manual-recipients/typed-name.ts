const mostLetters = 100;

/**
 * The name that is being typed at the end of a list, if it is one that can be looked for.
 *
 * @param text what stands in the field
 * @returns the name, and what stands before it; null while fewer than two letters are typed, or a long list was pasted
 */
export function typedName(text: string): { name: string; before: string } | null {
  const at = Math.max(text.lastIndexOf(","), text.lastIndexOf(";"), text.lastIndexOf("\n")) + 1;
  const name = text.slice(at).trim();
  if (name.length < 2 || name.length > mostLetters) return null;
  return { name, before: text.slice(0, at) };
}
