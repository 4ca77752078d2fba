import { existsSync } from "node:fs";
import { join } from "node:path";
import { resealSecrets } from "@packpost/core/provider-account/reseal-secrets";
import { createKeySeal } from "@packpost/core/provider-key/key-seal";
import { initOrm } from "@packpost/db/orm";
import { StepFailure } from "./console/step-failure.ts";
import { readExternalServices } from "./environment/read-external-services.ts";
import { repositoryRoot } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";

/** `npm run secrets`: seals whatever is kept under SECRETS_KEY_PREVIOUS anew under SECRETS_KEY; again changes nothing. */
await runCommand(async () => {
  const envFile = join(repositoryRoot, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const url = readExternalServices(process.env).database?.appUrl;
  const { SECRETS_KEY, SECRETS_KEY_PREVIOUS } = process.env;
  if (url === undefined || !SECRETS_KEY)
    throw new StepFailure(
      "There is nothing to seal with",
      `${url === undefined ? "DATABASE_URL" : "SECRETS_KEY"} is not set.`,
      "Set DATABASE_URL, DATABASE_MIGRATION_URL, SECRETS_KEY and, separated by commas, SECRETS_KEY_PREVIOUS (.env.example).",
    );
  const orm = await initOrm({ url, poolSize: 1 });
  try {
    const resealed = await resealSecrets(orm, createKeySeal(SECRETS_KEY, SECRETS_KEY_PREVIOUS));
    console.log(
      `${resealed} sealed anew. Everything opens with SECRETS_KEY alone: SECRETS_KEY_PREVIOUS can be taken away.`,
    );
  } finally {
    await orm.close(true);
  }
  return 0;
});
