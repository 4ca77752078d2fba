import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  createOrganisation,
  createOrganisationSchema,
} from "@packpost/core/organisation/create-organisation";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { migrate } from "@packpost/db/migrate";
import { initOrm } from "@packpost/db/orm";
import { z } from "zod";
import { StepFailure } from "./console/step-failure.ts";
import { readExternalServices } from "./environment/read-external-services.ts";
import { repositoryRoot } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";

const usage = `npm run organisation -- --name "Riverside Dog Parks" --zone America/Los_Angeles --sender news@riverside.org \\
  --postal-address "14 Meadow Lane, Portland" --owner-name "Dana Kim" --owner-email dana@riverside.org --pass "2027 Off-leash pass"`;

/** `npm run organisation`: founds an organisation in the database that the environment names, and prints its first sign-in. */
await runCommand(async () => {
  const envFile = join(repositoryRoot, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const { apiUrl, database } = readExternalServices(process.env);
  if (!database)
    throw new StepFailure(
      "No database is named",
      "This command is for an installation of your own.",
      "Set DATABASE_URL and DATABASE_MIGRATION_URL (.env.example); `npm start` alone brings demo organisations.",
    );
  const input = readInput();
  await migrate(database.ownerUrl);
  const orm = await initOrm({ url: database.appUrl, poolSize: 1 });
  try {
    const password = randomBytes(12).toString("base64url");
    const { organisationId, webhookPassword } = await createOrganisation(orm, input, password);
    console.log(`${input.name} is there. Sign in as ${input.ownerEmail} with ${password}`);
    console.log(`Webhook for its provider: ${apiUrl ?? "{API_URL}"}/webhooks/postmark/${organisationId}`);
    console.log(`  with the user ${WEBHOOK_USER} and the password ${webhookPassword}`);
    console.log("  It is this organisation's alone and not shown again; Settings makes a new one.");
  } finally {
    await orm.close(true);
  }
  return 0;
});

function readInput() {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      options: {
        name: text,
        zone: text,
        sender: text,
        "postal-address": text,
        "owner-name": text,
        "owner-email": text,
        pass: { type: "string", multiple: true },
      },
    });
    return createOrganisationSchema.parse({
      ...values,
      postalAddress: values["postal-address"],
      ownerName: values["owner-name"],
      ownerEmail: values["owner-email"],
      passes: values.pass,
    });
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new StepFailure("The organisation is not described", why, usage);
  }
}
