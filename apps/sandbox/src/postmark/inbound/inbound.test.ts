import { once } from "node:events";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { mail } from "../../testing/mail.ts";
import { Simulator } from "../../testing/start-simulator.ts";

const simulator = new Simulator();
const got: unknown[] = [];
const receiver = createServer(async (request, response) => {
  got.push(await json(request));
  response.end();
});
let inboundUrl = "";

beforeAll(async () => {
  await simulator.start();
  await once(receiver.listen(0, "127.0.0.1"), "listening");
  const address = receiver.address();
  inboundUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/inbound`;
});
afterAll(async () => {
  await simulator.remove();
  receiver.close();
});

it("V9 a mail to a server's inbound address comes in there; other mail does not", async () => {
  const client = await simulator.client("inbound", { inboundUrl, inboundAddress: "reply.test.example" });
  await client.sendEmail(mail("somebody@mail.example"));
  await client.sendEmail(mail("abc@Reply.test.example", { Subject: "A test" }));
  await vi.waitFor(() => expect(got).toHaveLength(1), { timeout: 10_000 });
  expect(got[0]).toMatchObject({
    OriginalRecipient: "abc@reply.test.example",
    Subject: "A test",
    ToFull: [{ Email: "abc@reply.test.example" }],
  });
  got.length = 0;
});

it("V9 O5 anybody can write first, from the outbox as well", async () => {
  await simulator.client("boxed", { inboundUrl, inboundAddress: "box@inbound.example" });
  const write = { action: "write", token: "boxed", from: '"Ellen B" <ellen@mail.example>', body: "Hello" };
  expect(await simulator.call("POST", "/_act", write)).toMatchObject({ ok: true, did: "written" });
  const form = { token: "boxed", from: "ben@mail.example", subject: "Room?", body: "For two" };
  const answer = await fetch(`${simulator.url}/outbox/write`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  expect(await answer.text()).toContain("It was taken");
  expect(got).toMatchObject([
    {
      FromFull: { Email: "ellen@mail.example", Name: "Ellen B" },
      To: "box@inbound.example",
      TextBody: "Hello",
    },
    { From: "ben@mail.example", Subject: "Room?" },
  ]);
  await simulator.client("deaf");
  await expect(simulator.call("POST", "/_act", { ...write, token: "deaf" })).rejects.toThrow(
    "Nobody takes mail",
  );
});
