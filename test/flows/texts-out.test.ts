import { randomUUID } from "node:crypto";
import { postMessage } from "@packpost/core/conversation/post-message";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTexting, ours } from "../support/open-texting.ts";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

describe("V8 a message goes out as a text", () => {
  it("V8 T29 is one entry and one text, from our number, sent and delivered", async () => {
    await using texting = await openTexting(world);
    const id = await texting.send("The 10:00 visit moves to 11:00.");
    expect(await texting.status(id, "delivered")).toMatchObject({
      ...{ address: texting.maria.phone, from: ours, words: null, calls: 1 },
    });
    expect(await texting.entries()).toMatchObject([
      {
        ...{ kind: "message", body: "The 10:00 visit moves to 11:00." },
        texts: [{ deliveryId: id, status: "delivered", customerId: texting.mariaId }],
      },
    ]);
    expect(await texting.accepted()).toBe(1);
    expect(await texting.numberOf(texting.maria.phone)).toMatchObject({ state: "textable" });
  });

  it("V5 who got it as a delivered text is not mailed, the other one is", async () => {
    await using texting = await openTexting(world);
    await texting.status(await texting.send("Hello"), "delivered");
    const [entry] = await texting.entries();
    expect(
      entry?.notices.map(({ customerId, outcome }) => [customerId === texting.mariaId, outcome]),
    ).toEqual([
      [true, "texted"],
      [false, null],
    ]);
  });

  it("V5 one that fails at the carrier has its message mailed at once, and shows the carrier's reason", async () => {
    await using texting = await openTexting(world);
    const { threadId, ids } = await texting.family({ name: "Land", phone: "+15005553006" });
    const id = await texting.send("Hello", ids[0] ?? "", threadId);
    expect(await texting.status(id, "failed")).toMatchObject({
      words: expect.stringContaining("(Twilio 30006)"),
    });
    const [entry] = await texting.entries(threadId);
    expect(entry?.notices).toMatchObject([{ outcome: null }]);
    expect(new Date(entry?.notices[0]?.dueAt ?? "").getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(await texting.numberOf("+15005553006")).toMatchObject({
      ...{ state: "not_textable", words: expect.stringContaining("landline") },
    });
    await expect(texting.post("Again", ids[0] ?? "", threadId)).rejects.toMatchObject({ code: "conflict" });
  });

  it("T21 reports late, doubled and in any order end in the same: delivered, its words kept", async () => {
    await using texting = await openTexting(world);
    await texting.knobs({ webhookDuplicateRate: 1, webhookReorderRate: 1 });
    const id = await texting.send("Hello");
    await texting.status(id, "delivered");
    const told = async () =>
      (await world.owner.query("select count(*)::int as n from provider_event where delivery_id = $1", [id]))
        .rows[0].n;
    await waitUntil("both reports", async () => ((await told()) === 2 ? true : undefined));
    expect((await texting.deliveries()).at(-1)).toMatchObject({ status: "delivered" });
  });

  it("V8 T11 the same entry sent again at once is one text", async () => {
    await using texting = await openTexting(world);
    const input = {
      ...{ threadId: texting.home.threadId, entryId: randomUUID(), body: "Once", seenNumber: null },
      text: { customerId: texting.mariaId },
    };
    await Promise.all(Array.from({ length: 5 }, () => postMessage({ ctx: texting.ctx, input })));
    expect(await texting.deliveries()).toHaveLength(1);
  });
});
