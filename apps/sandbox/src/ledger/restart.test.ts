import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { mail } from "../testing/mail.ts";
import { Receiver } from "../testing/start-receiver.ts";
import { Simulator } from "../testing/start-simulator.ts";

const simulator = new Simulator();
const receiver = new Receiver();
afterAll(async () => {
  receiver.stop();
  await simulator.remove();
});

it("keeps ledger, suppressions and waiting webhooks through kill -9, and forgets a half-written page", async () => {
  const webhookUrl = await receiver.start();
  await simulator.start();
  let client = await simulator.client("keep", { webhookUrl });
  await simulator.call("PUT", "/_faults", { webhooks: "hold" });
  const sent = await client.sendEmailBatch([
    mail("deliver@example.com", { Metadata: { recipient: "r1" } }),
    mail("bounce@example.com", { Metadata: { recipient: "r2" } }),
    mail("deliver@example.com", { Metadata: { recipient: "r1" } }),
  ]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await simulator.stop("SIGKILL");
  appendFileSync(join(simulator.folder, "ledger.sqlite-wal"), "torn by the kill");

  await simulator.start();
  client = await simulator.client("keep");
  await vi.waitFor(() => expect(receiver.got).toHaveLength(4), 4000);
  const counts = { accepted: 3, distinctRecipients: 2, duplicates: 1 };
  expect(await simulator.call("GET", "/_ledger/summary?token=keep")).toMatchObject(counts);
  await expect(client.sendEmail(mail("bounce@example.com"))).rejects.toMatchObject({ code: 406 });
  const details = await client.getOutboundMessageDetails(sent[1]?.MessageID ?? "");
  expect(details.HtmlBody).toContain("Hello");
  const [more] = await client.sendEmailBatch([mail("none@example.com")]);
  expect(more?.MessageID.endsWith("3")).toBe(true);
  expect(await simulator.stop()).toBe(0);

  await simulator.start();
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(receiver.got).toHaveLength(4);
  expect(await simulator.call("GET", "/_ledger/summary?token=keep")).toMatchObject({ accepted: 4 });
  const ledger = await simulator.call("GET", "/_ledger?token=keep&since=0&limit=2");
  expect(ledger).toMatchObject({ items: [{ seq: 1 }, { seq: 2 }], next: 2 });
});
