import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeRouter } from "./client/describe-router.ts";
import { repositoryRoot } from "./paths.ts";

// Writes the types that @packpost/client publishes.
for (const [name, text] of Object.entries(describeRouter()))
  writeFileSync(join(repositoryRoot, "packages/client/src", name), text);
