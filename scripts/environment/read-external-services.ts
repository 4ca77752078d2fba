import { explainUnreachableApi, explainUnusableAddress } from "@packpost/core/unsubscribe/public-address";
import { storageUrlSchema } from "@packpost/storage/storage-url";
import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";

const optionalText = z.preprocess((value) => (value === "" ? undefined : value), z.string().optional());

const variables = z.object({
  DATABASE_URL: optionalText,
  DATABASE_MIGRATION_URL: optionalText,
  DATABASE_LISTEN_URL: optionalText,
  TEMPORAL_ADDRESS: optionalText,
  POSTMARK_SERVER_TOKEN: optionalText,
  POSTMARK_API_URL: optionalText,
  POSTMARK_WEBHOOK_USER: optionalText,
  POSTMARK_WEBHOOK_PASSWORD: optionalText,
  TWILIO_ACCOUNT_SID: optionalText,
  TWILIO_AUTH_TOKEN: optionalText,
  APP_URL: optionalText,
  API_URL: optionalText,
  AUTH_SECRET: optionalText,
  STORAGE_URL: optionalText,
});

/** Services of an installation that are not started here, because its environment names them. */
export type ExternalServices = {
  readonly database: { readonly appUrl: string; readonly ownerUrl: string } | null;
  readonly temporalAddress: string | null;
  /** Mail goes to the real provider; otherwise to the simulator. */
  readonly realMail: boolean;
  readonly publicUrl: string | null;
  /** Where the provider reaches the api process; null: it is on this machine alone. */
  readonly apiUrl: string | null;
  /** Where files are kept; null: in the data directory. */
  readonly storageUrl: string | null;
};

export const noExternalServices: ExternalServices = {
  database: null,
  temporalAddress: null,
  realMail: false,
  publicUrl: null,
  apiUrl: null,
  storageUrl: null,
};

/** Variables that must come together: with one of the first, all of the second are needed. */
const sets: readonly { readonly any: readonly (keyof Names)[]; readonly all: readonly (keyof Names)[] }[] = [
  {
    any: ["DATABASE_URL", "DATABASE_MIGRATION_URL", "DATABASE_LISTEN_URL"],
    all: ["DATABASE_URL", "DATABASE_MIGRATION_URL", "AUTH_SECRET"],
  },
  {
    any: ["POSTMARK_SERVER_TOKEN"],
    all: [
      "POSTMARK_SERVER_TOKEN",
      "APP_URL",
      "API_URL",
      "AUTH_SECRET",
      "DATABASE_URL",
      "DATABASE_MIGRATION_URL",
    ],
  },
  {
    any: ["POSTMARK_WEBHOOK_USER", "POSTMARK_WEBHOOK_PASSWORD"],
    all: ["POSTMARK_WEBHOOK_USER", "POSTMARK_WEBHOOK_PASSWORD", "POSTMARK_SERVER_TOKEN"],
  },
  // Either everything goes to the simulator or nothing does.
  {
    any: ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"],
    all: ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "POSTMARK_SERVER_TOKEN"],
  },
];
type Names = z.infer<typeof variables>;

/**
 * Reads which services the environment names.
 * @throws StepFailure naming what is missing when a set is incomplete
 */
export function readExternalServices(source: NodeJS.ProcessEnv): ExternalServices {
  const named = variables.parse(source);
  for (const { any, all } of sets) {
    const given = any.filter((name) => named[name] !== undefined);
    const missing = all.filter((name) => named[name] === undefined);
    if (given.length > 0 && missing.length > 0) {
      throw new StepFailure(
        "The environment holds half a set of keys",
        `${given.join(", ")} is set, but not ${missing.join(", ")}.`,
        "Set all of them (.env.example says what each is for) or none: then everything runs on this machine.",
      );
    }
  }
  if (named.POSTMARK_SERVER_TOKEN && source.SANDBOX_URL) {
    throw new StepFailure(
      "Both the real provider and the simulator are named",
      "POSTMARK_SERVER_TOKEN and SANDBOX_URL exclude each other.",
      "Unset one of them.",
    );
  }
  const address =
    named.POSTMARK_SERVER_TOKEN && named.APP_URL ? explainUnusableAddress(named.APP_URL) : undefined;
  if (address !== undefined) {
    throw new StepFailure(
      "The public address does not do for mails to real people",
      address,
      "Unset POSTMARK_SERVER_TOKEN to try Packpost with the simulator instead.",
    );
  }
  const apiAddress =
    named.POSTMARK_SERVER_TOKEN && named.API_URL ? explainUnreachableApi(named.API_URL) : undefined;
  if (apiAddress !== undefined) {
    throw new StepFailure(
      "The provider cannot report to the api's address",
      apiAddress,
      "Unset POSTMARK_SERVER_TOKEN to try Packpost with the simulator instead.",
    );
  }
  const { DATABASE_URL, DATABASE_MIGRATION_URL } = named;
  const storage = storageUrlSchema.optional().safeParse(named.STORAGE_URL);
  if (!storage.success) {
    throw new StepFailure(
      "STORAGE_URL names no place to keep files",
      storage.error.issues.map(({ message }) => message).join("; "),
      "Correct it (.env.example shows its forms) or unset it: then files are kept in the data directory.",
    );
  }
  return {
    database:
      DATABASE_URL && DATABASE_MIGRATION_URL
        ? { appUrl: DATABASE_URL, ownerUrl: DATABASE_MIGRATION_URL }
        : null,
    temporalAddress: named.TEMPORAL_ADDRESS ?? null,
    realMail: named.POSTMARK_SERVER_TOKEN !== undefined,
    publicUrl: named.APP_URL ?? null,
    apiUrl: named.API_URL?.replace(/\/+$/, "") ?? null,
    storageUrl: named.STORAGE_URL ?? null,
  };
}
