import { initOrm } from "@packpost/db/orm";
import { findLocalDatabase } from "../environment/find-local-database.ts";
import { defaultDataDirectory } from "../paths.ts";
import { checkDatabase } from "./check-database.ts";
import { checkEnvironment } from "./check-environment.ts";
import { checkAddresses, checkStorage } from "./check-places.ts";
import { checkProviders } from "./check-providers.ts";
import { checkSending } from "./check-sending.ts";
import { checkTemporal } from "./check-temporal.ts";
import { type Finding, findingsOf, messageOf } from "./finding.ts";

/** Without any of these nobody has begun to set an installation up. */
const needed = ["DATABASE_URL", "DATABASE_MIGRATION_URL", "APP_URL", "API_URL", "AUTH_SECRET", "STORAGE_URL"];

/**
 * Looks at everything that an installation stands on, one after the other; what cannot be looked at for what is broken before it is left out.
 * Without a database in the environment it is the one of `npm start` beside this: then only what can be asked of that.
 */
export async function examine(
  env: Readonly<Record<string, string | undefined>>,
  dataDirectory = defaultDataDirectory,
): Promise<Finding[]> {
  const read = (name: string) => env[name] || undefined;
  const local = read("DATABASE_URL") === undefined ? findLocalDatabase(dataDirectory) : null;
  const url = read("DATABASE_URL") ?? local;
  const database = findingsOf("database");
  if (local === null && needed.every((name) => read(name) === undefined))
    return [
      findingsOf("installation").error(
        "There is none here: `npm start` does not run in this folder, and neither a .env nor the environment names an installation",
        "Run `npm start` beside this, or copy .env.example to .env and fill it in.",
      ),
    ];
  if (url === null || url === undefined)
    return [
      ...(await checkEnvironment(env)),
      database.error(
        "There is none",
        "Set DATABASE_URL and DATABASE_MIGRATION_URL (.env.example), or run `npm start` beside this.",
      ),
    ];
  const ofDatabase =
    local === null
      ? await checkDatabase({ app: url, owner: read("DATABASE_MIGRATION_URL") ?? null })
      : (await checkDatabase({ app: url, owner: url })).filter(
          ({ says }) => !says.startsWith("DATABASE_URL signs in as"),
        );
  const found = [
    ...(local === null ? await checkEnvironment(env) : []),
    ...ofDatabase,
    ...(await checkTemporal()),
  ];
  const reachable = !ofDatabase.some(
    ({ level, says }) =>
      level === "error" && /^(It cannot be reached|A question failed|migrations that)/.test(says),
  );
  const orm = reachable ? await initOrm({ url, poolSize: 2 }) : null;
  try {
    if (local === null) {
      const providers = {
        ...{
          sandboxUrl: read("SANDBOX_URL"),
          secretsKey: read("SECRETS_KEY"),
          previousSecretsKey: read("SECRETS_KEY_PREVIOUS"),
        },
        ...{
          postmarkApiUrl: read("POSTMARK_API_URL") ?? "https://api.postmarkapp.com",
          postmarkToken: read("POSTMARK_SERVER_TOKEN"),
        },
        ...{
          twilioApiUrl: read("TWILIO_API_URL") ?? "https://api.twilio.com",
          twilioAccountSid: read("TWILIO_ACCOUNT_SID"),
          twilioAuthToken: read("TWILIO_AUTH_TOKEN"),
        },
      };
      found.push(...(await checkProviders(providers, orm)), ...(await checkStorage(read("STORAGE_URL"))));
      found.push(...(await checkAddresses({ app: read("APP_URL"), api: read("API_URL") })));
    }
    if (orm !== null) found.push(...(await checkSending(orm)));
  } catch (thrown) {
    found.push(
      database.error(
        `A question failed: ${messageOf(thrown)}`,
        "Mend what stands above first, then ask again.",
      ),
    );
  } finally {
    await orm?.close(true);
  }
  return found;
}
