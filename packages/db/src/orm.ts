import { DeadlockException, type EntityManager, MikroORM } from "@mikro-orm/postgresql";
import { Application } from "./entities/application.entity.ts";
import { Appointment } from "./entities/appointment.entity.ts";
import { Attempt } from "./entities/attempt.entity.ts";
import { Audit } from "./entities/audit.entity.ts";
import { Campaign } from "./entities/campaign.entity.ts";
import { Click } from "./entities/click.entity.ts";
import { Customer } from "./entities/customer.entity.ts";
import { Family } from "./entities/family.entity.ts";
import { Mail } from "./entities/mail.entity.ts";
import { MailboxChoice } from "./entities/mailbox-choice.entity.ts";
import { Organisation } from "./entities/organisation.entity.ts";
import { Pass } from "./entities/pass.entity.ts";
import { Pet } from "./entities/pet.entity.ts";
import { Picture } from "./entities/picture.entity.ts";
import { Preference } from "./entities/preference.entity.ts";
import { ProviderEvent } from "./entities/provider-event.entity.ts";
import { Recipient } from "./entities/recipient.entity.ts";
import { Registration } from "./entities/registration.entity.ts";
import { Sender } from "./entities/sender.entity.ts";
import { StaffMember } from "./entities/staff-member.entity.ts";
import { Suppression } from "./entities/suppression.entity.ts";
import { Transaction } from "./entities/transaction.entity.ts";
import { WebhookSecret } from "./entities/webhook-secret.entity.ts";
import type { OrganisationId } from "./organisation-id.ts";
import { releaseDeadConnections } from "./release-dead-connections.ts";

export const entities = [
  Application,
  Appointment,
  Attempt,
  Audit,
  Campaign,
  Click,
  Customer,
  Family,
  Mail,
  MailboxChoice,
  Organisation,
  Pass,
  Pet,
  Picture,
  Preference,
  ProviderEvent,
  Recipient,
  Registration,
  Sender,
  StaffMember,
  Suppression,
  Transaction,
  WebhookSecret,
];

export type Orm = MikroORM;
export type { EntityManager };

/**
 * Connects the app's role. Nothing is visible through it until {@link inOrganisation} names a tenant.
 * @param options.url connection string of the app role (DATABASE_URL)
 * @param options.poolSize most connections of this process; default 10
 */
export function initOrm(options: { url: string; poolSize?: number }): Promise<Orm> {
  return MikroORM.init({
    clientUrl: options.url,
    entities,
    pool: { min: 0, max: options.poolSize ?? 10 },
    driverOptions: { onPoolCreated: releaseDeadConnections },
    sessionContext: "transaction",
    forceUtcTimezone: true,
    ignoreUndefinedInQuery: false,
    allowGlobalContext: false,
  });
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

/** Two transactions whose causes of standing cross can deadlock; PostgreSQL rolls one back, and it may simply run again. */
const TRIES = 3;

/**
 * One unit of work: a transaction of its own EntityManager that sees and writes rows of this organisation alone.
 * The setting ends with the transaction, so nothing leaks through the pool. Rolled back by a deadlock, it runs again.
 * @param orm the process's connection
 * @param organisationId the tenant
 * @param work what to do, through `em` alone since it may run again; a throw rolls everything back
 */
export async function inOrganisation<T>(
  orm: Orm,
  organisationId: OrganisationId,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    const em = orm.em.fork({ session: { variables: { "app.organisation_id": organisationId } } });
    try {
      return await em.transactional((transactionEm) => work(transactionEm as EntityManager));
    } catch (error) {
      if (tried === TRIES || !isDeadlock(error)) throw error;
    }
  }
}

/** MikroORM wraps its own statements' errors; Kysely's come as PostgreSQL's. */
function isDeadlock(error: unknown): boolean {
  return (
    error instanceof DeadlockException ||
    (error instanceof Error && "code" in error && error.code === "40P01")
  );
}
