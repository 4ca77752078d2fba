import { existsSync } from "node:fs";
import { join } from "node:path";
import { StepFailure } from "./console/step-failure.ts";
import { examine } from "./doctor/examine.ts";
import { repositoryRoot } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";

const marks = { ok: "✓", warning: "!", error: "✗" } as const;

/** `npm run doctor [-- --json]`: looks at the installation that the environment names and says what is wrong and how to mend it. */
await runCommand(async () => {
  const args = process.argv.slice(2);
  if (args.some((arg) => arg !== "--json"))
    throw new StepFailure(
      "npm run doctor knows one word",
      `It does not know “${args.join(" ")}”.`,
      "`npm run doctor`, or `npm run doctor -- --json`.",
    );
  const envFile = join(repositoryRoot, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const findings = await examine(process.env);
  const ok = findings.every(({ level }) => level !== "error");
  if (args.includes("--json")) console.log(JSON.stringify({ ok, findings }));
  else {
    for (const finding of findings) {
      console.log(`${marks[finding.level]} ${finding.check}: ${finding.says}`);
      if (finding.level !== "ok") console.log(`    → ${finding.mend}`);
    }
    const count = (level: string) => findings.filter((finding) => finding.level === level).length;
    console.log(`${count("error")} errors, ${count("warning")} warnings, ${count("ok")} in order`);
  }
  return ok ? 0 : 1;
});
