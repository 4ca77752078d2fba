const store: Map<string, unknown> = globalStore();

/**
 * One value per process, however many copies of a module the bundler makes (each route's bundle may hold its own).
 *
 * @param name unique name of the value
 * @param create makes it on first use
 */
export function singleton<T>(name: string, create: () => T): T {
  if (!store.has(name)) store.set(name, create());
  return store.get(name) as T;
}

function globalStore(): Map<string, unknown> {
  const holder = globalThis as { packpostWeb?: Map<string, unknown> };
  holder.packpostWeb ??= new Map();
  return holder.packpostWeb;
}
