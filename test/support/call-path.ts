/**
 * Calls a procedure by its path, for tests that walk the router.
 * @param caller of the router, see `openWeb`
 * @param path e.g. "conversation.read"
 */
export async function callPath(caller: unknown, path: string, input: unknown): Promise<unknown> {
  let found: unknown = caller;
  for (const part of path.split(".")) found = Reflect.get(Object(found), part);
  if (typeof found !== "function") throw new Error(`${path} is no procedure`);
  return await Reflect.apply(found, undefined, [input]);
}
