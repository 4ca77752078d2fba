import { existsSync } from "node:fs";
import { join } from "node:path";
import { createByCommand } from "./organisation/create-by-command.ts";
import { printLink } from "./organisation/print-link.ts";
import { repositoryRoot } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";

/**
 * `npm run organisation -- link`: prints a link by which somebody founds an organisation in the browser, `-- link --end` ends those that
 * nobody has used; with a description instead it founds one itself and prints its owner's link.
 */
await runCommand(async () => {
  const envFile = join(repositoryRoot, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const words = process.argv.slice(2);
  await (words[0] === "link" ? printLink(words.slice(1)) : createByCommand(words));
  return 0;
});
