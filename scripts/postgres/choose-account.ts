import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { StepFailure } from "../console/step-failure.ts";

/** How PostgreSQL's programs are run: as ourselves, or (since it refuses root) as another account. */
export type PostgresAccount = {
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** Command and arguments to put before the program. */
  readonly prefix: readonly string[];
};

/**
 * Chooses the account for PostgreSQL. An ordinary user needs none; root uses (or creates) `postgres`.
 * @param directories everything that account must be able to reach
 */
export function choosePostgresAccount(directories: readonly string[]): PostgresAccount {
  if (process.getuid?.() !== 0) return { owner: null, prefix: [] };
  const owner = findAccount("postgres") ?? createAccount() ?? findAccount("nobody");
  if (!owner) {
    throw new StepFailure(
      "PostgreSQL cannot run as root",
      "There is no account `postgres`, and creating one failed.",
      "Run `useradd --system postgres`, or start Packpost as an ordinary user.",
    );
  }
  const closed = directories.map(findClosedParent).find((directory) => directory !== null);
  return { owner, prefix: closed ? reachThroughClosedFolders(owner, closed) : [] };
}

function findAccount(name: string): { uid: number; gid: number } | null {
  try {
    const id = (flag: string): number =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}

function createAccount(): { uid: number; gid: number } | null {
  try {
    execFileSync("useradd", ["--system", "--user-group", "--shell", "/usr/sbin/nologin", "postgres"], {
      stdio: "ignore",
    });
  } catch {
    return null;
  }
  return findAccount("postgres");
}

/** The first parent that others may not enter (`mktemp -d`, /root), or null. */
function findClosedParent(directory: string): string | null {
  for (let folder = dirname(directory); folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return folder;
  }
  return null;
}

/**
 * Root's own folders are often closed to `postgres`. Instead of opening them to everybody, PostgreSQL is given
 * the one capability that lets it pass through (capabilities(7)).
 */
function reachThroughClosedFolders(owner: { uid: number; gid: number }, closed: string): string[] {
  const capability = findPassingCapability();
  try {
    if (!capability) throw new Error("no capability");
    const command = [
      ...["setpriv", "--reuid", String(owner.uid), "--regid", String(owner.gid), "--clear-groups"],
      // access(2) counts capabilities of an ordinary account only with this bit, and initdb asks access(2).
      ...["--securebits", "+no_setuid_fixup"],
      ...[`--inh-caps=+${capability}`, `--ambient-caps=+${capability}`, "--"],
    ];
    execFileSync("setpriv", [...command.slice(1), "true"], { stdio: "ignore" });
    return command;
  } catch {
    throw new StepFailure(
      "PostgreSQL cannot reach its folder",
      `As root it runs as the account \`postgres\`, and ${closed} is closed to that account.`,
      `Run \`chmod o+x ${closed}\`, move the clone (for instance to /srv), or start Packpost as an ordinary user.`,
    );
  }
}

function findPassingCapability(): "dac_read_search" | "dac_override" | null {
  const line = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  const mask = BigInt(`0x${line}`);
  if (mask & 4n) return "dac_read_search";
  return mask & 2n ? "dac_override" : null;
}
