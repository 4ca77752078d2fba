import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { createKeySeal } from "@packpost/core/provider-key/key-seal";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { examine } from "../../scripts/doctor/examine.ts";
import type { Finding } from "../../scripts/doctor/finding.ts";
import { findFreePort } from "../../scripts/ports.ts";
import { authSecret, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
const secretsKey = "a key for secrets that only tests have, long enough";
let organisation: TestOrganisation;
let programs: Server;
let env: Record<string, string>;

beforeAll(async () => {
  await world.open();
  organisation = await world.organisation(1);
  world.startWorker();
  // Web and api, as far as the doctor asks them.
  programs = createServer((_request, response) => response.end("ok")).listen(0, "127.0.0.1");
  await new Promise((resolve) => programs.once("listening", resolve));
  const address = programs.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  env = {
    ...{
      DATABASE_URL: world.databaseUrl,
      DATABASE_MIGRATION_URL: world.ownerUrl,
      SANDBOX_URL: world.simulator.url,
    },
    ...{
      APP_URL: url,
      API_URL: url,
      AUTH_SECRET: authSecret,
      STORAGE_URL: world.storageUrl,
      SECRETS_KEY: secretsKey,
    },
    TEMPORAL_ADDRESS: process.env.TEMPORAL_ADDRESS ?? "",
    TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE ?? "",
  };
  await world.owner.query(
    "insert into provider_key (organisation_id, channel, provider, sealed_key) values ($1, 'email', 'postmark', $2)",
    [
      organisation.ctx.organisationId,
      createKeySeal(secretsKey).seal("a token", `${organisation.ctx.organisationId} email`),
    ],
  );
  await waitUntil("the worker to look", async () => {
    const { rows } = await world.owner.query("select beat from installation");
    return Number(rows[0].beat) > 0 || undefined;
  });
});
afterAll(async () => {
  programs.close();
  await world.close();
});

/** What is wrong, without what is in the test's own surroundings (a server without fsync, the simulator). */
async function wrong(changes: Record<string, string | undefined> = {}): Promise<Finding[]> {
  const findings = await examine({ ...env, ...changes });
  return findings.filter(
    ({ level, says }) =>
      level !== "ok" && !/fsync|full_page_writes|synchronous_commit|simulator|CampaignId/.test(says),
  );
}

const isError = (check: string, says: RegExp) =>
  expect.objectContaining({
    level: "error",
    check,
    says: expect.stringMatching(says),
    mend: expect.stringMatching(/\w/),
  });

/** Breaks something for the time of one look. */
async function while_(broken: string, mended: string): Promise<Finding[]> {
  await world.owner.query(broken);
  try {
    return await wrong();
  } finally {
    await world.owner.query(mended);
  }
}

describe("npm run doctor", () => {
  it("O4 finds nothing wrong with an installation that works", async () => {
    await waitUntil(
      "its pollers to be known",
      async () => ((await wrong()).length === 0 ? true : undefined),
      30_000,
    );
  }, 60_000);

  it("O4 says what of the environment is missing, in the words of the program that would not start", async () => {
    expect(await wrong({ AUTH_SECRET: undefined })).toEqual([
      isError("environment", /web would not start.*AUTH_SECRET/),
      isError("environment", /worker would not start.*AUTH_SECRET/),
    ]);
  }, 60_000);

  it("O4 tells a database that does not answer, and shows no password", async () => {
    const port = await findFreePort(0);
    const gone = world.databaseUrl.replace(/:\d+\//, `:${port}/`);
    const found = await wrong({ DATABASE_URL: gone });
    expect(found).toContainEqual(isError("database", /cannot be reached/));
    expect(JSON.stringify(found)).not.toContain(new URL(gone).password);
  }, 60_000);

  it("O4 refuses a role that sees past the walls", async () => {
    expect(await wrong({ DATABASE_URL: world.ownerUrl })).toContainEqual(
      isError("database", /sees past the walls/),
    );
  }, 60_000);

  it.each([
    [
      "migrations that were not run",
      "delete from schema_migration where name = '053-campaigns-live'",
      "insert into schema_migration (name) values ('053-campaigns-live')",
      isError("database", /not run: 053-campaigns-live/),
    ],
    [
      "a table without its policy",
      "alter table customer disable row level security",
      "alter table customer enable row level security",
      isError("database", /without row-level security: customer/),
    ],
    [
      "a hold after a restore",
      "update installation set held_at = now(), held_because = 'went_back', lost_from = now(), lost_until = now()",
      "update installation set held_at = null, held_because = null, lost_from = null, lost_until = null",
      isError("sending", /held since.*files were put back/),
    ],
    [
      "a server that has started anew, and nobody has looked",
      `update installation set identity = '{"started": "long ago"}'`,
      "update installation set identity = database_identity()",
      isError("sending", /no worker has looked|started anew|All sending is held/),
    ],
  ])(
    "O4 finds %s",
    async (_name, broken, mended, found) => {
      expect(await while_(broken, `${mended}`)).toContainEqual(found);
      await world.owner.query(
        "update installation set held_at = null, held_because = null, identity = database_identity()",
      );
    },
    60_000,
  );

  it("O4 finds an invariant that does not hold", async () => {
    const id = organisation.ctx.organisationId;
    await world.owner.query(
      "insert into broadcast (organisation_id, id, kind) values ($1, '00000000-0000-7000-8000-000000000001', 'alert')",
      [id],
    );
    expect(await wrong()).toContainEqual(
      isError("sending", /not true for 1 rows: a broadcast of an alert has it/),
    );
    await world.owner.query("delete from broadcast where id = '00000000-0000-7000-8000-000000000001'");
  }, 60_000);

  it("O4 says in one line where there is no installation at all, and plainly what is missing of one", async () => {
    expect(
      await examine({ PATH: process.env.PATH }, join(inject("services").runDirectory, "nowhere")),
    ).toEqual([isError("installation", /`npm start` does not run in this folder/)]);
    const half = await wrong({ AUTH_SECRET: undefined, API_URL: "api.example.org", STORAGE_URL: undefined });
    for (const program of ["web", "api", "worker"])
      expect(half).toContainEqual(
        isError(
          "environment",
          new RegExp(`^${program} would not start: .*API_URL: not an address such as https://`),
        ),
      );
    expect(half).toContainEqual(isError("environment", /^worker .*AUTH_SECRET: missing/));
    expect(half).toContainEqual(
      isError("addresses", /^API_URL \(api\.example\.org\) cannot be reached: this is not an/),
    );
    expect(half).toContainEqual(isError("storage", /^STORAGE_URL is not set/));
    for (const { says } of half) expect(says).not.toMatch(/Invalid|expected string/);
  }, 60_000);

  it("O4 tells a Temporal that does not answer, and a namespace that is not there", async () => {
    const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = process.env;
    try {
      process.env.TEMPORAL_ADDRESS = `127.0.0.1:${await findFreePort(0)}`;
      expect(await wrong()).toContainEqual(isError("temporal", /cannot be reached/));
      process.env.TEMPORAL_ADDRESS = TEMPORAL_ADDRESS;
      process.env.TEMPORAL_NAMESPACE = "nobody-made-this";
      expect(await wrong()).toContainEqual(
        isError("temporal", /no namespace “nobody-made-this”|question failed/),
      );
    } finally {
      Object.assign(process.env, { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE });
    }
  }, 60_000);

  it("O4 finds a schedule that is paused, and one that is gone", async () => {
    const handle = world.client.schedule.getHandle("campaign-sweep");
    await handle.pause();
    expect(await wrong()).toContainEqual(isError("temporal", /paused: campaign-sweep/));
    await handle.unpause();
  }, 60_000);

  it("O4 finds a place for files that cannot be written, and addresses that nobody answers at", async () => {
    const port = await findFreePort(0);
    const found = await wrong({ STORAGE_URL: "file:///dev/null/files", APP_URL: `http://127.0.0.1:${port}` });
    expect(found).toContainEqual(isError("storage", /cannot be kept/));
    expect(found).toContainEqual(isError("addresses", /APP_URL .* cannot be reached/));
  }, 60_000);

  it("O4 finds a simulator that is away, and keys that SECRETS_KEY does not open", async () => {
    const port = await findFreePort(0);
    const found = await examine({
      ...env,
      SANDBOX_URL: `http://127.0.0.1:${port}`,
      SECRETS_KEY: `${secretsKey} changed`,
    });
    expect(found).toContainEqual(isError("providers", /does not answer/));
    expect(found).toContainEqual(isError("providers", /does not open the provider keys/));
  }, 60_000);
});
