import { AsyncLocalStorage } from "node:async_hooks";
import {
  DeadlockException,
  MikroORM,
  type PostgreSqlDriver,
  type EntityManager as PostgreSqlEntityManager,
} from "@mikro-orm/postgresql";
import { entities } from "./entities.ts";
import type { OrganisationId } from "./organisation-id.ts";
import { ParameterDriver } from "./parameter-driver.ts";
import { nameStatements } from "./prepared.ts";
import { releaseDeadConnections } from "./release-dead-connections.ts";

/** The connection of a process; it knows its entities, so what reads through it is typed by them. */
export type Orm = MikroORM<PostgreSqlEntityManager, typeof entities>;
/** A unit of work. */
export type EntityManager = Orm["em"];

/**
 * Connects the app's role. Nothing is visible through it until {@link inOrganisation} names a tenant.
 * @param options.url connection string of the app role (DATABASE_URL)
 * @param options.poolSize most connections of this process; default 10
 */
export function initOrm(options: { url: string; poolSize?: number }): Promise<Orm> {
  return MikroORM.init<PostgreSqlDriver, PostgreSqlEntityManager, typeof entities>({
    driver: ParameterDriver,
    clientUrl: options.url,
    entities,
    pool: { min: 0, max: options.poolSize ?? 10 },
    driverOptions: { onPoolCreated: preparePool },
    sessionContext: "transaction",
    forceUtcTimezone: true,
    ignoreUndefinedInQuery: false,
    allowGlobalContext: false,
  });
}

function preparePool(
  pool: Parameters<typeof releaseDeadConnections>[0] & Parameters<typeof nameStatements>[0],
): void {
  releaseDeadConnections(pool);
  nameStatements(pool);
}

/**
 * Makes an ORM know this module's entities when it was made by another copy of this module: MikroORM knows an entity by
 * its object, and Next's bundler gives each route its own. Without it `em.create` fails and `em.find` guesses.
 */
export function adoptEntities(orm: Orm): Orm {
  const metadata = orm.getMetadata();
  for (const { meta } of entities) {
    if (!metadata.has(meta.class)) metadata.set(meta.class, metadata.getByClassName(meta.className));
  }
  return orm;
}

/** Two transactions whose causes of eligibility cross can deadlock; PostgreSQL rolls one back, and it may simply run again. */
const TRIES = 3;

/** What is to be done once a unit of work has committed, by a key: asked for twice, it is done once. */
type AfterCommit = Map<string, () => Promise<void>>;

interface Unit {
  readonly orm: Orm;
  readonly organisationId: OrganisationId;
  readonly em: EntityManager;
  readonly afterCommit: AfterCommit;
  ended: boolean;
}

const units = new AsyncLocalStorage<Unit>();

/**
 * One unit of work: a transaction of its own EntityManager that sees and writes rows of this organisation alone.
 * The setting ends with the transaction, so nothing leaks through the pool. Rolled back by a deadlock, it runs again.
 * Within another unit of the same organisation it is a part of that: a savepoint, committed when the outermost is.
 * @param orm the process's connection
 * @param organisationId the tenant
 * @param work what to do, through `em` alone since it may run again; a throw rolls everything back
 */
export async function inOrganisation<T>(
  orm: Orm,
  organisationId: OrganisationId,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  const outer = units.getStore();
  if (outer && !outer.ended && outer.orm === orm && outer.organisationId === organisationId) {
    const { result, afterCommit } = await runUnit(outer, outer.em, work);
    for (const [key, once] of afterCommit) outer.afterCommit.set(key, once);
    return result;
  }
  for (let tried = 1; ; tried++) {
    const em = orm.em.fork({ session: { variables: { "app.organisation_id": organisationId } } });
    try {
      const { result, afterCommit } = await runUnit({ orm, organisationId }, em, work);
      // It is committed, whatever becomes of these: each says itself what went wrong.
      await Promise.allSettled([...afterCommit.values()].map((once) => once()));
      return result;
    } catch (error) {
      if (tried === TRIES || !isDeadlock(error)) throw error;
    }
  }
}

/**
 * Has something done once the running unit of work has committed; the outermost one, if it is within others. Nothing is
 * done for what is rolled back, to the savepoint or whole. Whoever began the unit waits for it, and learns of no failure.
 * @param key asked for twice in a unit, the newest is done
 * @throws {Error} outside of any unit of work
 */
export function afterCommit(key: string, once: () => Promise<void>): void {
  const unit = units.getStore();
  if (!unit || unit.ended)
    throw new Error(`Nothing would ever commit: ${key} was asked for outside of a unit of work`);
  unit.afterCommit.set(key, once);
}

async function runUnit<T>(
  { orm, organisationId }: Pick<Unit, "orm" | "organisationId">,
  em: EntityManager,
  work: (em: EntityManager) => Promise<T>,
): Promise<{ result: T; afterCommit: AfterCommit }> {
  const afterCommit: AfterCommit = new Map();
  const result = await em.transactional(async (transactionEm) => {
    const unit: Unit = { orm, organisationId, em: transactionEm, afterCommit, ended: false };
    try {
      return await units.run(unit, () => work(unit.em));
    } finally {
      unit.ended = true;
    }
  });
  return { result, afterCommit };
}

/** MikroORM wraps its own statements' errors; Kysely's come as PostgreSQL's. */
function isDeadlock(error: unknown): boolean {
  return (
    error instanceof DeadlockException ||
    (error instanceof Error && "code" in error && error.code === "40P01")
  );
}
