import { initOrm, type Orm } from "@packpost/db/orm";
import { requireNarrowRole } from "./require-narrow-role.ts";

/**
 * Connects a process as the app's role.
 * @param options.url DATABASE_URL
 * @param options.poolSize most connections; default that of {@link initOrm}
 * @throws {WideRoleError} when the role sees past row-level security; then nothing stays connected
 */
export async function connectDatabase(options: {
  readonly url: string;
  readonly poolSize?: number;
}): Promise<Orm> {
  const orm = await initOrm(options);
  try {
    await requireNarrowRole(orm);
    return orm;
  } catch (error) {
    await orm.close(true);
    throw error;
  }
}
