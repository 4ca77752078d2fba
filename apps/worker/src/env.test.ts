import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

const settled = {
  DATABASE_URL: "postgres://app@db.example/packpost",
  APP_URL: "https://mail.example.org",
  API_URL: "https://api.example.org",
  AUTH_SECRET: "s".repeat(32),
  STORAGE_URL: "file:///tmp/files",
  POSTMARK_SERVER_TOKEN: "token",
};
const account = { TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`, TWILIO_AUTH_TOKEN: "auth token" };

/** What the worker says of an environment at start; empty when it takes it. */
function complaintOf(env: Record<string, string>): string {
  const program = `import ${JSON.stringify(import.meta.resolve("./env.ts"))}`;
  const { PATH = "" } = process.env;
  const args = ["--input-type=module-typescript", "-e", program];
  return spawnSync(process.execPath, args, { env: { PATH, ...settled, ...env }, encoding: "utf8" }).stderr;
}

it("O2 V8 the worker refuses to boot with half of a Twilio account, naming what is missing", () => {
  expect(complaintOf({})).toBe("");
  expect(complaintOf(account)).toBe("");
  expect(complaintOf({ TWILIO_ACCOUNT_SID: account.TWILIO_ACCOUNT_SID })).toContain(
    "TWILIO_AUTH_TOKEN: missing",
  );
  expect(complaintOf({ TWILIO_AUTH_TOKEN: "x" })).toContain("TWILIO_ACCOUNT_SID: missing");
  expect(complaintOf({ ...account, TWILIO_ACCOUNT_SID: "SK1" })).toContain(
    "TWILIO_ACCOUNT_SID: an account begins with AC",
  );
});

it("O5 its Twilio is https, or this machine outside production mode alone", () => {
  expect(complaintOf({ ...account, TWILIO_API_URL: "http://twilio.example" })).toContain(
    "TWILIO_API_URL: must be https",
  );
  const local = { ...account, TWILIO_API_URL: "http://127.0.0.1:3001" };
  expect(complaintOf(local)).toContain("TWILIO_API_URL: an address of this machine");
  expect(complaintOf({ ...local, NODE_ENV: "development" })).toBe("");
});
