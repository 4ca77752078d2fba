/** How deep a chain of causes is followed: a library may have tied it into a ring. */
const DEEPEST = 5;

/** What was thrown and what caused it, the outermost first. */
export function errorChain(thrown: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let error = thrown; error instanceof Error && chain.length < DEEPEST; error = error.cause)
    chain.push(error);
  return chain;
}

/** Whether an error carries a code (`22P02`, `ECONNREFUSED`) that a pattern knows. */
export function hasCode(error: Error, pattern: RegExp): boolean {
  return "code" in error && typeof error.code === "string" && pattern.test(error.code);
}
