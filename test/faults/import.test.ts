import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";
import { sendImport } from "../support/upload-import.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const rows = 12_000;

describe("P9 a worker that is killed in the middle of a file", () => {
  it("loses no row and writes none twice, in the dry run, the run and the undoing", async () => {
    const organisation = await world.organisation(0);
    const session = await signIn(world, organisation, "admin");
    const caller = await web.as(organisation, "admin");
    const lines = Array.from({ length: rows }, (_none, at) => `c${at},Person ${at},p${at}@killed.example`);
    const text = new TextEncoder().encode(["id,first name,email", ...lines].join("\n"));
    const answer = await sendImport(text, { session });
    const { importId } = z.object({ importId: z.uuid() }).parse(await answer.json());
    const get = () => caller.customerImport.get({ importId });
    const people = async () => {
      const found = await world.owner.query(
        "select count(*)::int as n, count(distinct external_id)::int as ids from customer where organisation_id = $1",
        [organisation.ctx.organisationId],
      );
      return found.rows[0];
    };
    /** Kills the worker once it is in the middle, and has another one end it. */
    const killAndGoOn = async (state: string, next: string) => {
      const first = world.startWorker();
      const before = await waitUntil(
        "some rows to be done",
        async () => {
          const now = await get();
          return now.state === state && now.rowDone > 1_000 && now;
        },
        60_000,
      );
      first.signal("SIGKILL");
      expect(await first.exited).toBe("SIGKILL");
      const stopped = await get();
      expect(stopped.state, "it was killed in the middle").toBe(state);
      expect(stopped.rowDone).toBeGreaterThanOrEqual(before.rowDone);
      const second = world.startWorker();
      await waitUntil("it to be done", async () => (await get()).state === next, 120_000);
      second.signal("SIGKILL");
      await second.exited;
    };
    const input = async () => ({ importId, seenRevision: (await get()).revision });

    await caller.customerImport.look(await input());
    await killAndGoOn("looking", "looked");
    expect((await get()).looked).toEqual({ created: rows, changed: 0, unchanged: 0, refused: 0 });
    expect(await people()).toEqual({ n: 0, ids: 0 });

    await caller.customerImport.confirm(await input());
    await killAndGoOn("running", "done");
    expect((await get()).counts).toEqual({ created: rows, changed: 0, unchanged: 0, refused: 0 });
    expect(await people()).toEqual({ n: rows, ids: rows });

    await caller.customerImport.undo(await input());
    await killAndGoOn("undoing", "undone");
    expect(await get()).toMatchObject({ kept: 0 });
    expect(await people()).toEqual({ n: 0, ids: 0 });
    expect(await world.broken(organisation)).toEqual([]);
  }, 400_000);
});
