import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "../paths.ts";
import { type Finding, findingsOf } from "./finding.ts";

const apps = ["web", "api", "worker"] as const;

/** Each program's own rules, asked in a process of its own: what it would say when it starts. */
export async function checkEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Promise<Finding[]> {
  return Promise.all(
    apps.map(async (app) => {
      const { ok, error } = findingsOf("environment");
      const problem = await explainEnvironment(app, env);
      return problem === null
        ? ok(`${app} has all that it needs`)
        : error(`${app} would not start: ${problem}`, "Set what it names, as .env.example explains it.");
    }),
  );
}

async function explainEnvironment(
  app: (typeof apps)[number],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const file = pathToFileURL(join(repositoryRoot, "apps", app, "src", "env.ts")).href;
  const code = `import(${JSON.stringify(file)}).catch((error) => { process.stderr.write(error.message); process.exitCode = 1; })`;
  // Apart from the process's own: what one program sets for itself must not serve another.
  const child = spawn(process.execPath, ["-e", code], {
    cwd: join(repositoryRoot, "apps", app),
    env: { ...env, PATH: process.env.PATH },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const said = await text(child.stderr);
  if ((await ended) === 0) return null;
  const lines = said.split("\n").filter((line) => line.startsWith("  "));
  return (lines.length > 0 ? lines.map((line) => line.trim()).join("; ") : said.trim()) || "it says nothing";
}
