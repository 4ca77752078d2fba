import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Connections } from "./describe-programs.ts";
import type { LocalSecrets } from "./load-local-secrets.ts";
import type { ExternalServices } from "./read-external-services.ts";

/**
 * Environment of web, api and worker. What we started ourselves replaces whatever our own environment says of it,
 * so that a demo or a test can never reach a real provider or somebody's database.
 */
export function describeConnections(options: {
  readonly external: ExternalServices;
  readonly dataDirectory: string;
  readonly secrets: LocalSecrets;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly simulatorUrl: string | null;
}): Connections {
  const { external, secrets, simulatorUrl } = options;
  const mail: Connections = external.realMail
    ? {}
    : {
        SANDBOX_URL: simulatorUrl ?? undefined,
        POSTMARK_API_URL: simulatorUrl ?? undefined,
        POSTMARK_SERVER_TOKEN: undefined,
        POSTMARK_ACCOUNT_TOKEN: undefined,
        POSTMARK_WEBHOOK_USER: undefined,
        POSTMARK_WEBHOOK_PASSWORD: undefined,
        POSTMARK_WEBHOOK_PASSWORD_PREVIOUS: undefined,
        TWILIO_API_URL: undefined,
        TWILIO_ACCOUNT_SID: undefined,
        TWILIO_AUTH_TOKEN: undefined,
        TWILIO_AUTH_TOKEN_PREVIOUS: undefined,
      };
  const temporal: Connections = external.temporalAddress
    ? {}
    : {
        TEMPORAL_ADDRESS: options.temporalAddress,
        TEMPORAL_NAMESPACE: "default",
        TEMPORAL_API_KEY: undefined,
        TEMPORAL_TLS: undefined,
        TEMPORAL_PROFILE: undefined,
        TEMPORAL_CONFIG_FILE: undefined,
      };
  // Files belong to the database that knows them: one of our own has its folder beside it.
  const folder = pathToFileURL(join(options.dataDirectory, "files")).href;
  const own = external.database !== null || external.realMail;
  return {
    ...mail,
    ...temporal,
    DATABASE_URL: options.databaseUrl,
    DATABASE_LISTEN_URL: external.database ? process.env.DATABASE_LISTEN_URL : undefined,
    // Only migrations may own tables; neither web nor worker is given that role.
    DATABASE_MIGRATION_URL: undefined,
    STORAGE_URL: external.storageUrl ?? folder,
    AUTH_SECRET: own ? process.env.AUTH_SECRET : secrets.authSecret,
    SECRETS_KEY: own ? process.env.SECRETS_KEY : secrets.secretsKey,
    SECRETS_KEY_PREVIOUS: own ? process.env.SECRETS_KEY_PREVIOUS : undefined,
    AUTH_SECRET_PREVIOUS: own ? process.env.AUTH_SECRET_PREVIOUS : undefined,
    TRUSTED_PROXIES: process.env.TRUSTED_PROXIES,
  };
}
