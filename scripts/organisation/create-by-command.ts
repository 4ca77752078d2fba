import { parseArgs } from "node:util";
import {
  type CreateOrganisationInput,
  createOrganisation,
  createOrganisationSchema,
  OWNER_LINK_HOURS,
} from "@packpost/core/founding/create-organisation";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { migrate } from "@packpost/db/migrate";
import { initOrm } from "@packpost/db/orm";
import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";
import { readExternalServices } from "../environment/read-external-services.ts";
import { defaultDataDirectory } from "../paths.ts";
import { appUrlOf } from "./app-url-of.ts";
import { describeProblems } from "./describe-problems.ts";

const usage = `\`npm run organisation -- link\` prints a link by which its owner sets it up in the browser. Or all of it here:
npm run organisation -- --name "Riverside Dog Parks" --zone America/Los_Angeles --sender news@riverside.org \\
  --postal-address "14 Meadow Lane, Portland" --owner-name "Dana Kim" --owner-email dana@riverside.org --pass "2027 Off-leash pass"`;

/** Founds an organisation in the database that the environment names, and prints how its owner comes in. */
export async function createByCommand(words: readonly string[]): Promise<void> {
  const input = readInput(words);
  const { apiUrl, database } = readExternalServices(process.env);
  if (!database)
    throw new StepFailure(
      "No database is named",
      "With a description this command is for an installation of your own.",
      "Set DATABASE_URL and DATABASE_MIGRATION_URL (.env.example); beside `npm start`, use `npm run organisation -- link`.",
    );
  await migrate(database.ownerUrl);
  const orm = await initOrm({ url: database.appUrl, poolSize: 1 });
  try {
    const { organisationId, webhookPassword, ownerLink } = await createOrganisation(orm, input);
    console.log(`${input.name} is there.`);
    if (ownerLink === null) {
      console.log(
        `${input.ownerEmail} has an account and signs in as before; it stands in the menu under their name.`,
      );
    } else {
      console.log(
        `${input.ownerEmail} chooses a password here (once, within ${OWNER_LINK_HOURS} hours; not shown again):`,
      );
      console.log(`  ${appUrlOf(process.env, defaultDataDirectory)}/password/${ownerLink}`);
    }
    console.log(`Webhook for its provider: ${apiUrl ?? "{API_URL}"}/webhooks/postmark/${organisationId}`);
    console.log(`  with the user ${WEBHOOK_USER} and the password ${webhookPassword}`);
    console.log("  It is this organisation's alone and not shown again; Settings makes a new one.");
  } finally {
    await orm.close(true);
  }
}

function readInput(words: readonly string[]): CreateOrganisationInput {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...words],
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
    throw new StepFailure(
      "The organisation is not described",
      error instanceof z.ZodError ? describeProblems(error) : String(error),
      usage,
    );
  }
}
