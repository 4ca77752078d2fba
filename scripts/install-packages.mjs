// Plain Node 20, no dependencies: see bootstrap.mjs.
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Runs `npm ci` unless node_modules holds exactly what the lockfile says. A run that was killed half-way is repeated.
 * @param {string} root the clone
 * @returns {Promise<string | null>} what went wrong and what to do, or null
 */
export async function installPackages(root) {
  if (isInstalled(root)) return null;
  mkdirSync(join(root, ".data", "logs"), { recursive: true });
  const release = await lock(join(root, ".data", "install.lock"));
  try {
    return isInstalled(root) ? null : await runNpm(root);
  } finally {
    release();
  }
}

/** npm writes its own hidden lockfile last, so it lists only what was completely installed. */
function isInstalled(root) {
  try {
    const wanted = readPackages(join(root, "package-lock.json"));
    const present = readPackages(join(root, "node_modules", ".package-lock.json"));
    return Object.entries(wanted).every(([path, entry]) => {
      if (!path.includes("node_modules/")) return true;
      const found = present[path];
      return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional);
    });
  } catch {
    return false;
  }
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

async function runNpm(root) {
  const logFile = join(root, ".data", "logs", "install.log");
  const log = openSync(logFile, "w");
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  console.error("  Installing packages with npm (once; about a minute on a cold cache)");
  const progress = setInterval(() => console.error(`  … installing packages, ${seconds()}`), 10_000);
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm?.endsWith(".js") ? [process.execPath, npm] : ["npm"];
  const run = (verb) =>
    runToEnd(command, [...args, ...verb, "--no-audit", "--no-fund", "--loglevel=error"], root, log);
  let code = await run(["ci"]);
  // Some registries lack the packages of other platforms, and then npm calls a lockfile out of step that is not.
  if (code !== 0 && readFileSync(logFile, "utf8").includes("EUSAGE"))
    code = await run(["install", "--no-save"]);
  clearInterval(progress);
  closeSync(log);
  if (code === 0) {
    console.error(`✓ Packages installed  ${seconds()}`);
    return null;
  }
  // npm says first what is wrong, and then how it is used.
  const words = readFileSync(logFile, "utf8").trim().split("\n").slice(0, 12).join("\n");
  return `✗ npm ci failed (${seconds()}):\n${words}\n→ Check the network and the rights of this folder, then run the same command again. Log: ${logFile}`;
}

/** Runs a program to its end; a signal to us is passed on. */
async function runToEnd(command, args, cwd, log) {
  const child = spawn(command, args, { cwd, stdio: ["ignore", log, log] });
  const stop = (signal) => child.kill(signal);
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, stop);
  const code = await new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (exitCode) => resolve(exitCode ?? 130));
  });
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(name, stop);
  return code;
}

/** Waits for another copy that installs into this same folder. */
async function lock(file) {
  for (;;) {
    try {
      const descriptor = openSync(file, "wx");
      writeSync(descriptor, String(process.pid));
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (!holderLives(file)) rmSync(file, { force: true });
    await delay(300);
  }
}

function holderLives(file) {
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
