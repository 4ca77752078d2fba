import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readFoundingToken } from "@packpost/core/founding/founding-token";
import { readFounding } from "@packpost/core/founding/read-founding";
import { afterAll, beforeAll, beforeEach, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
const command = fileURLToPath(new URL("../../scripts/organisation.ts", import.meta.url));
beforeAll(() => world.open());
beforeEach(() => world.owner.query("truncate organisation, founding_link cascade"));
afterAll(() => world.close());

/** `npm run organisation -- …`, as whoever runs this installation types it. */
async function organisation(...words: string[]): Promise<string> {
  const env = { ...process.env, DATABASE_MIGRATION_URL: world.ownerUrl };
  return (await promisify(execFile)(process.execPath, [command, ...words], { env })).stdout;
}

async function newLink(): Promise<{ said: string; state: () => Promise<string> }> {
  const said = await organisation("link");
  const [, token = ""] = /founding\/(\w+)/.exec(said) ?? [];
  return { said, state: () => readFounding(world.orm, readFoundingToken(token)) };
}

it("O1 a link that went to the wrong person is ended by the command, with all that nobody has used", async () => {
  await world.organisation(1);
  const used = await newLink();
  await world.owner.query("update founding_link set used_at = now()");
  const wrong = await newLink();
  expect(wrong.said).not.toContain("from before");
  const other = await newLink();
  expect(other.said).toContain("Besides it a link from before still works.");
  expect([await used.state(), await wrong.state(), await other.state()]).toEqual(["used", "open", "open"]);

  expect(await organisation("link", "--end")).toContain("2 links ended");
  expect([await used.state(), await wrong.state(), await other.state()]).toEqual([
    ...["used", "unknown", "unknown"],
  ]);
  expect(await organisation("link", "--end")).toContain("No link was open.");
  expect(await (await newLink()).state()).toBe("open");
}, 60_000);

it("O1 the link to the first organisation is ended as well", async () => {
  const first = await newLink();
  expect(await organisation("link", "--end")).toContain("One link ended");
  expect(await first.state()).toBe("unknown");
}, 60_000);
