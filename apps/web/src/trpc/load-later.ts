import { pageConnection } from "./page-connection.ts";

/**
 * Loads scripts that a first paint does not need. A server that is away makes them late, not absent: what was pressed
 * opens when it is back, where React would keep the failure for good and give up the page.
 *
 * @param load an `import()`
 * @throws what `load` threw while the server was there
 */
export async function loadLater<Module>(load: () => Promise<Module>): Promise<Module> {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (await pageConnection.doubt()) throw error;
      await pageConnection.whenBack();
    }
  }
}
