import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { mail } from "../testing/mail.ts";
import { Simulator } from "../testing/start-simulator.ts";

const simulator = new Simulator();
beforeAll(() => simulator.start());
afterAll(() => simulator.remove());

describe("sending", () => {
  it("accepts a message and finds it again with its body", async () => {
    const client = await simulator.client("one");
    const sent = await client.sendEmail(
      mail("deliver@example.com", { Tag: "spring", Metadata: { recipient: "r1" } }),
    );
    expect(sent).toMatchObject({ ErrorCode: 0, Message: "OK", To: "deliver@example.com" });
    const details = await client.getOutboundMessageDetails(sent.MessageID);
    expect(details).toMatchObject({
      Subject: "Spring reopening",
      TextBody: "Hello",
      Metadata: { recipient: "r1" },
    });
    expect(details.HtmlBody).toContain("https://example.org/b");
    await vi.waitFor(async () => {
      const { MessageEvents } = await client.getOutboundMessageDetails(sent.MessageID);
      expect(MessageEvents.map((event) => event.Type)).toEqual(["Delivered"]);
    });
  });

  it("answers each message of a batch by itself", async () => {
    const client = await simulator.client("batch");
    const answers = await client.sendEmailBatch([
      mail("deliver@example.com"),
      mail("not an address"),
      mail("open@example.com", { MessageStream: "nowhere" }),
      mail('"Doe, Jane" <deliver2@example.com>'),
      mail("deliver3@example.com", { HtmlBody: undefined, TextBody: undefined }),
    ]);
    expect(answers.map((answer) => answer.ErrorCode)).toEqual([0, 300, 1235, 0, 300]);
    expect(answers[1]).not.toHaveProperty("MessageID");
    expect(await simulator.call("GET", "/_ledger/summary?token=batch")).toMatchObject({ accepted: 2 });
  });

  it("takes 500 messages and refuses 501 as a whole", async () => {
    const client = await simulator.client("limits");
    const many = Array.from({ length: 501 }, (_, at) => mail(`none${at}@example.com`));
    await expect(client.sendEmailBatch(many)).rejects.toMatchObject({ code: 410, statusCode: 422 });
    expect(await client.sendEmailBatch(many.slice(1))).toHaveLength(500);
    expect(await simulator.call("GET", "/_ledger/summary?token=limits")).toMatchObject({ accepted: 500 });
  });

  it("does not know a wrong token", async () => {
    const client = await simulator.client("right");
    Object.assign(client, { token: "wrong" });
    await expect(client.sendEmail(mail("a@example.com"))).rejects.toMatchObject({
      statusCode: 401,
      code: 10,
    });
  });
});

describe("suppressions", () => {
  it("follow a hard bounce, for that stream only, until they are deleted", async () => {
    const client = await simulator.client("suppress");
    await client.sendEmail(mail("bounce@example.com"));
    // Waits by reading: each probing send would be accepted too, and its own bounce could come after the deletion below.
    await vi.waitFor(
      async () => expect((await client.getSuppressions("broadcast")).Suppressions).toHaveLength(1),
      3000,
    );
    const refused = client.sendEmail(mail("bounce@example.com"));
    await expect(refused).rejects.toMatchObject({ code: 406, recipients: ["bounce@example.com"] });
    const [answer] = await client.sendEmailBatch([mail("Bounce@Example.com")]);
    expect(answer?.ErrorCode).toBe(406);
    const other = await client.sendEmail(mail("bounce@example.com", { MessageStream: "outbound" }));
    expect(other.ErrorCode).toBe(0);
    const { Bounces } = await client.getBounces({ messageStream: "broadcast" });
    expect(Bounces[0]).toMatchObject({
      Type: "HardBounce",
      TypeCode: 1,
      Inactive: true,
      Email: "bounce@example.com",
    });
    const { Suppressions } = await client.getSuppressions("broadcast");
    expect(Suppressions).toMatchObject([{ SuppressionReason: "HardBounce", Origin: "Recipient" }]);
    const entry = { Suppressions: [{ EmailAddress: "bounce@example.com" }] };
    expect((await client.deleteSuppressions("broadcast", entry)).Suppressions[0]?.Status).toBe("Deleted");
    expect((await client.sendEmail(mail("bounce@example.com"))).ErrorCode).toBe(0);
  });

  it("by a complaint cannot be deleted, by the sender they can", async () => {
    const client = await simulator.client("complain");
    await client.sendEmail(mail("spam@example.com"));
    await vi.waitFor(
      async () => expect((await client.getSuppressions("broadcast")).Suppressions).toHaveLength(1),
      3000,
    );
    const entries = { Suppressions: [{ EmailAddress: "spam@example.com" }, { EmailAddress: "nonsense" }] };
    const deleted = await client.deleteSuppressions("broadcast", entries);
    expect(deleted.Suppressions.map((each) => each.Status)).toEqual(["Failed", "Failed"]);
    const created = await client.createSuppressions("broadcast", {
      Suppressions: [{ EmailAddress: "me@example.com" }],
    });
    expect(created.Suppressions[0]?.Status).toBe("Suppressed");
    await expect(client.sendEmail(mail("me@example.com"))).rejects.toMatchObject({ code: 406 });
  });
});

describe("search", () => {
  it("finds by one metadata field, newest first, after its lag", async () => {
    const client = await simulator.client("search");
    await simulator.call("PUT", "/_faults", { tokens: { search: { searchLagMs: 300 } } });
    const batch = ["a", "b", "c"].map((name) =>
      mail(`none-${name}@example.com`, { Metadata: { attempt: "t1", recipient: name } }),
    );
    await client.sendEmailBatch([...batch, mail("none@example.com", { Metadata: { attempt: "t2" } })]);
    const find = () => client.getOutboundMessages({ count: 2, offset: 0, metadata_attempt: "t1" });
    expect(await find()).toMatchObject({ TotalCount: 0 });
    await vi.waitFor(async () => {
      const found = await find();
      expect(found).toMatchObject({ TotalCount: 3 });
      expect(found.Messages.map((each) => each.Metadata.recipient)).toEqual(["c", "b"]);
    });
    expect(await client.getOutboundMessages({ recipient: "none-a@example.com" })).toMatchObject({
      TotalCount: 1,
    });
  });

  it("keeps Postmark's limits", async () => {
    const client = await simulator.client("limited");
    const twoFields = client.getOutboundMessages({ metadata_a: "1", metadata_b: "2" });
    await expect(twoFields).rejects.toMatchObject({ statusCode: 422 });
    await expect(client.getOutboundMessages({ count: 501 })).rejects.toMatchObject({ statusCode: 422 });
    await expect(client.getOutboundMessages({ count: 500, offset: 9501 })).rejects.toMatchObject({
      statusCode: 422,
    });
    await simulator.call("PUT", "/_faults", { tokens: { limited: { searchDown: true } } });
    await expect(client.getOutboundMessages()).rejects.toMatchObject({ statusCode: 503 });
  });

  it("lists streams", async () => {
    const client = await simulator.client("streams", { streams: [{ id: "news", type: "Broadcasts" }] });
    const { MessageStreams } = await client.getMessageStreams();
    expect(MessageStreams.map((stream) => stream.ID).sort()).toEqual(["broadcast", "news", "outbound"]);
  });
});
