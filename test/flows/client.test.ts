import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { apiScopes } from "@packpost/core/api-key/schemas";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { describeRouter } from "../../scripts/client/describe-router.ts";
import { repositoryRoot } from "../../scripts/paths.ts";
import { newKey } from "../support/call-api.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const run = promisify(execFile);
const folder = join(repositoryRoot, "packages/client");
const modules = join(repositoryRoot, "node_modules");
const world = new TestWorld(inject("services"));
let web: TestWeb;
let mine: TestOrganisation;
let project = "";

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  mine = await world.organisation(2);
  project = mkdtempSync(join(tmpdir(), "packpost-client-"));
  // As it is published: built, packed, and unpacked into a project that has nothing of ours.
  await run(process.execPath, [join(modules, "tsdown/dist/run.mjs")], { cwd: folder });
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", project], { cwd: folder });
  const installed = join(project, "node_modules/@packpost/client");
  mkdirSync(installed, { recursive: true });
  const [tarball = ""] = readdirSync(project).filter((name) => name.endsWith(".tgz"));
  await run("tar", ["xzf", join(project, tarball), "-C", installed, "--strip-components=1"]);
  mkdirSync(join(project, "node_modules/@types"));
  for (const name of ["@trpc", "@types/node", "undici-types"])
    symlinkSync(join(modules, name), join(project, "node_modules", name));
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "shop", private: true, type: "module" }),
  );
  await run(process.execPath, [join(modules, "typescript/bin/tsc"), "--init"], { cwd: project });
}, 120_000);
afterAll(async () => {
  await web.close();
  await world.close();
  rmSync(project, { recursive: true, force: true });
});

const compile = async () => {
  const compiled = await run(
    process.execPath,
    [join(modules, "typescript/bin/tsc"), "--noEmit", "--types", "node"],
    {
      cwd: project,
    },
  ).catch((error: { stdout?: string }) => error);
  return compiled.stdout;
};

describe("P10 the typed client", () => {
  it("P10 its types are those of the API's router", () => {
    // Biome lays them out: only what they say is compared.
    const said = (text: string) => text.replaceAll(/[\s,;|]/g, "");
    for (const [name, text] of Object.entries(describeRouter()))
      expect(said(readFileSync(join(folder, "src", name), "utf8"))).toBe(said(text));
  });

  it("T61 publishes nothing of what is behind the API", async () => {
    const installed = join(project, "node_modules/@packpost/client");
    expect(readdirSync(installed).toSorted()).toEqual(["README.md", "dist", "package.json"]);
    const published = readdirSync(join(installed, "dist")).map((name) =>
      readFileSync(join(installed, "dist", name), "utf8"),
    );
    expect(published.join("\n")).not.toMatch(
      /organisation_?id|mikro|kysely|postgres|temporal|postmark|twilio|@packpost\/(core|db|providers|workflows)|zod|Context<|\/work\/|_def\.|api_key/i,
    );
    const imports = published.flatMap((text) =>
      [...text.matchAll(/from "([^"]+)"/g)].map(([, name]) => name),
    );
    expect(new Set(imports)).toEqual(new Set(["@trpc/client", "@trpc/server"]));
  });

  it("T62 each example of the README compiles in a fresh project with TypeScript's defaults", async () => {
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => String(code));
    expect(examples).toHaveLength(5);
    for (const [n, code] of examples.entries()) writeFileSync(join(project, `example-${n}.ts`), code);
    expect(await compile()).toBe("");
    writeFileSync(
      join(project, "wrong.ts"),
      `import { createPackpostClient } from "@packpost/client";
       const packpost = createPackpostClient({ url: "", key: "" });
       await packpost.customer.put.mutate({ externalId: "C-17", fristName: "Maria" });`,
    );
    expect(await compile()).toContain("fristName");
    rmSync(join(project, "wrong.ts"));
  });

  it("P10 a program that uses it works with the API as it is, problems included", async () => {
    const { key } = await newKey(web, mine, [...apiScopes]);
    writeFileSync(
      join(project, "main.js"),
      `import { createPackpostClient, problemOf } from "@packpost/client";
       const packpost = createPackpostClient({ url: process.env.API, key: process.env.KEY });
       const said = {};
       said.key = (await packpost.key.get.query()).scopes.length;
       said.put = (await packpost.customer.put.mutate({ externalId: "a/b c", firstName: "Maria", email: "maria@mail.example" })).outcome;
       said.read = (await packpost.customer.get.query({ externalId: "a/b c" })).firstName;
       const order = { idempotencyKey: "order-1", purpose: "work_order", to: { externalId: "a/b c" }, subject: "Order", text: "Ready" };
       said.same = (await packpost.mail.send.mutate(order)).id === (await packpost.mail.send.mutate(order)).id;
       said.outcomes = (await packpost.outcome.list.query({})).outcomes.length;
       said.missing = problemOf(await packpost.customer.get.query({ externalId: "nobody" }).catch((error) => error));
       said.wrong = problemOf(await packpost.mail.send.mutate({ ...order, subject: "Other" }).catch((error) => error)).status;
       const stranger = createPackpostClient({ url: process.env.API, key: "ppk_x" });
       said.refused = problemOf(await stranger.key.get.query().catch((error) => error));
       console.log(JSON.stringify(said));`,
    );
    const env = { API: `${web.apiUrl}/v1/`, KEY: key, PATH: process.env.PATH };
    const { stdout } = await run(process.execPath, [join(project, "main.js")], { cwd: project, env });
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ key: apiScopes.length, put: "created", read: "Maria", same: true, outcomes: 0, wrong: 422 },
      refused: { code: "unauthenticated", status: 401, nextStep: expect.stringContaining("Bearer") },
      missing: { code: "not_found", requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });
});
