import { retryText } from "@packpost/core/conversation/retry-text";
import { claimDelivery } from "@packpost/core/delivery/claim-delivery";
import { startDelivery } from "@packpost/workflows/client";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTexting } from "../support/open-texting.ts";
import { quickTimings, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

type Texting = Awaited<ReturnType<typeof openTexting>>;

/** As if everything about the text had happened so many seconds earlier. */
const age = (id: string, seconds: number) =>
  world.owner.query(
    `update delivery set call_until = call_until - make_interval(secs => $2), looked_up_at = looked_up_at - make_interval(secs => $2),
       first_absent_at = first_absent_at - make_interval(secs => $2), first_failed_ask_at = first_failed_ask_at - make_interval(secs => $2),
       ask_after = ask_after - make_interval(secs => $2) where id = $1`,
    [id, seconds],
  );

async function queued(texting: Texting): Promise<string> {
  await texting.post("Once and never twice");
  return String((await texting.deliveries()).at(-1).id);
}

/** Goes on with it as its workflow would, for long enough. */
async function goOn(texting: Texting, id: string): Promise<void> {
  for (let round = 0; round < 6; round++) {
    await age(id, 20);
    await texting.advance(id);
  }
}

const rowOf = async (texting: Texting, id: string) =>
  (await texting.deliveries()).find((delivery) => delivery.id === id);

describe("T33 nothing is texted twice, whatever dies", () => {
  it("T33 killed between claim and call: it did not leave, nobody sends it by itself, a person does once", async () => {
    await using texting = await openTexting(world);
    const id = await queued(texting);
    const account = (await texting.worker.providerFor("sms")).fingerprint();
    await claimDelivery({
      ctx: texting.worker,
      input: {
        deliveryId: id,
        channel: "sms",
        purpose: "conversation_text",
        stream: "text",
        callMs: 1_000,
        account,
      },
    });
    await goOn(texting, id);
    expect(await rowOf(texting, id)).toMatchObject({ status: "unconfirmed", calls: 1 });
    expect(await texting.accepted()).toBe(0);
    expect(await retryText({ ctx: texting.ctx, input: { deliveryId: id } })).toEqual({ outcome: "waiting" });
    expect(await retryText({ ctx: texting.ctx, input: { deliveryId: id } })).toEqual({
      outcome: "not_failed",
    });
    const audited =
      "select count(*)::int as n from audit where action = 'text.sent_again' and subject_id = $1";
    expect((await world.owner.query(audited, [id])).rows).toEqual([{ n: 1 }]);
    await texting.advance(id);
    expect(await texting.status(id, "delivered")).toMatchObject({ calls: 2 });
    expect(await texting.accepted()).toBe(1);
  });

  it.each(["reset-after", "5xx-after", "answer-garbage"])(
    "T33 %s, killed before the record: it is found, and sent once",
    async (kind) => {
      await using texting = await openTexting(world);
      await texting.knobs({ next: [{ kind }], webhooks: "off", searchLagMs: 0 });
      const id = await queued(texting);
      await texting.advance(id);
      expect(await rowOf(texting, id)).toMatchObject({ status: "claimed" });
      await goOn(texting, id);
      expect(await rowOf(texting, id)).toMatchObject({ status: "sent", calls: 1 });
      expect(await texting.accepted()).toBe(1);
    },
  );

  it("T21 T33 a report that comes before the record settles it", async () => {
    await using texting = await openTexting(world);
    await texting.knobs({ next: [{ kind: "reset-after" }], searchDown: true });
    const id = await queued(texting);
    await texting.advance(id);
    expect(await texting.status(id, "delivered")).toMatchObject({ calls: 1, words: null });
    await goOn(texting, id);
    expect(await texting.accepted()).toBe(1);
  });

  it("T33 429 and a provider that is away are waited for: nothing was taken", async () => {
    await using texting = await openTexting(world);
    await texting.knobs({ next: [{ kind: "429" }], retryAfterSeconds: 1 });
    const id = await queued(texting);
    expect(await texting.advance(id)).toMatchObject({ do: "wait" });
    expect(await rowOf(texting, id)).toMatchObject({ status: "waiting" });
    await world.owner.query("update sender set next_slot_at = now() where organisation_id = $1", [
      texting.ctx.organisationId,
    ]);
    await texting.advance(id);
    await texting.status(id, "delivered");
    expect(await texting.accepted()).toBe(1);
  });

  it("V8 sent again after a failure it is the same delivery, and the late report of the first call changes nothing", async () => {
    await using texting = await openTexting(world);
    const { threadId, ids } = await texting.family({ name: "Ola", phone: "+15005553003" });
    const id = await texting.send("Hello", ids[0] ?? "", threadId);
    const failed = await texting.status(id, "failed");
    await world.owner.query("update customer set phone = '+12025557007' where id = $1", [ids[0]]);
    await retryText({ ctx: texting.ctx, input: { deliveryId: id } });
    await texting.advance(id);
    const row = await texting.status(id, "delivered");
    expect(row).toMatchObject({ address: "+12025557007", calls: 2, past: [failed.sid], words: null });
    expect(row.sid).not.toBe(failed.sid);
  });
});

/** A stopped worker's long polls swallow tasks for a minute: in the full run alone. */
const signals: readonly string[] = process.env.FAULTS === "full" ? ["SIGKILL", "SIGSTOP"] : ["SIGKILL"];

describe("T33 V8 a worker that dies in the midst of a text", () => {
  it.each(
    (
      [
        // Absent at the provider twice: whether it left is a person's to decide, since texts cannot be taken back.
        ["before-call", "SIGKILL", "unconfirmed", 0],
        ["after-call", "SIGKILL", "sent", 1],
        ["before-call", "SIGSTOP", "unconfirmed", 0],
      ] as const
    ).filter(([, signal]) => signals.includes(signal)),
  )(
    "T33 V8 %s, %s: another worker asks about it, it is %s and was texted %i times",
    async (at, signal, status, accepted) => {
      await using texting = await openTexting(world);
      await texting.knobs({ webhooks: "off", searchLagMs: 0 });
      const settings = { API_URL: texting.api.url };
      const first = world.startWorker({ at, call: 1, signal }, settings);
      const id = await queued(texting);
      const { organisationId } = texting.ctx;
      const start = { organisationId, deliveryId: id, purpose: "conversation_text", timings: quickTimings };
      await startDelivery(world.client, start);
      await first.harmed();
      if (signal === "SIGKILL") expect(await first.exited).toBe(signal);
      else await waitUntil("the kernel to hold it", () => first.isStopped());
      const second = world.startWorker(undefined, settings);
      await waitUntil("it to be known", async () => (await rowOf(texting, id))?.status === status, 150_000);
      first.signal("SIGCONT");
      expect(await rowOf(texting, id)).toMatchObject({ calls: 1 });
      expect(await texting.accepted()).toBe(accepted);
      await Promise.all([first.stop(), second.stop()]);
      expect(await texting.accepted()).toBe(accepted);
    },
    240_000,
  );
});
