// The one file that runs on whatever Node (>= 20) is installed, without dependencies:
// installs the packages when they are missing or outdated, then hands over to Node 24 and the real script.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "./install-packages.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** The npm scripts that come through here; each has a file of its name beside this one. */
const commands = Object.keys(scripts).filter((name) => scripts[name].includes("scripts/bootstrap.mjs"));
const [command, ...args] = process.argv.slice(2);

if (Number.parseInt(process.versions.node, 10) < 20) {
  fail(`Node ${process.versions.node} is too old: install Node 20 or newer (https://nodejs.org).`);
}
if (!command || !commands.includes(command)) fail(`Usage: npm run <${commands.join("|")}>`);

Object.assign(process.env, {
  TURBO_TELEMETRY_DISABLED: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  NO_UPDATE_NOTIFIER: "1",
});
const problem = await installPackages(root);
if (problem) fail(problem);

const binaries = join(root, "node_modules", ".bin");
const node = join(root, "node_modules", "node", "bin", "node");
if (!existsSync(node)) {
  fail(
    `npm installed no Node 24 at ${node}. Delete node_modules and run again, with install scripts allowed.`,
  );
}
process.env.PATH = [binaries, process.env.PATH].join(delimiter);

// The IPC channel carries nothing: its end tells the script that this process has died.
const child = spawn(node, [join(root, "scripts", `${command}.ts`), ...args], {
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => fail(`Node 24 does not start: ${error.message}`));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
stopWhenOrphaned();

/** npm killed with SIGKILL cannot tell us; we see that it is no longer above us. */
function stopWhenOrphaned() {
  if (!process.env.npm_lifecycle_event) return;
  const above = npmAbove();
  setInterval(() => {
    if (npmAbove() !== above) child.kill("SIGTERM");
  }, 1000).unref();
}

/** Our parent, or what is above it when that is only the shell that npm runs scripts in. */
function npmAbove() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    const [, name, parent] = /^\d+ \((.*)\) \S+ (\d+)/.exec(stat) ?? [];
    return /^(ba|da|z|k)?sh$/.test(name ?? "") ? Number(parent) : process.ppid;
  } catch {
    return process.ppid;
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
