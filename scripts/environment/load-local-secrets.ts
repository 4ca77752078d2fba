import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const localSecrets = z.object({
  databaseOwnerPassword: z.string().min(32),
  databaseAppPassword: z.string().min(32),
  authSecret: z.string().min(32),
  /** Data directories from before it are given one. */
  secretsKey: z.string().min(32).optional(),
  webhookPassword: z.string().min(32),
  staffPassword: z.string().min(8),
});

/** Random secrets of one data directory. There is no default for any of them. */
export type LocalSecrets = z.infer<typeof localSecrets>;

/** Reads the secrets of a data directory, made on first use and readable by their owner alone. */
export function loadLocalSecrets(dataDirectory: string): LocalSecrets {
  const file = join(dataDirectory, "secrets.json");
  const existing = readIfPresent(file);
  const secret = (): string => randomBytes(32).toString("base64url");
  if (existing) {
    const secrets = localSecrets.parse(JSON.parse(existing));
    if (secrets.secretsKey !== undefined) return secrets;
    const complete = { ...secrets, secretsKey: secret() };
    write(file, complete);
    return complete;
  }
  const secrets: LocalSecrets = {
    databaseOwnerPassword: secret(),
    databaseAppPassword: secret(),
    authSecret: secret(),
    secretsKey: secret(),
    webhookPassword: secret(),
    staffPassword: `park-${randomBytes(6).toString("hex")}`,
  };
  mkdirSync(dataDirectory, { recursive: true });
  write(file, secrets);
  return secrets;
}

function write(file: string, secrets: LocalSecrets): void {
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}

function readIfPresent(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
