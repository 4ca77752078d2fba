import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { mail } from "../testing/mail.ts";
import { Simulator } from "../testing/start-simulator.ts";

const simulator = new Simulator();
beforeAll(() => simulator.start());
afterAll(() => simulator.remove());

const page = async (path: string) => (await fetch(simulator.url + path)).text();

it("lists mail, finds it by words or mailbox, and escapes what senders write", async () => {
  const client = await simulator.client("outbox");
  const batch = Array.from({ length: 50 }, (_, at) =>
    mail(`none${at}@example.com`, { Subject: `Note ${at}` }),
  );
  await client.sendEmailBatch([
    ...batch,
    mail("none@evil.example", { Subject: "<script>alert(1)</script>" }),
  ]);
  const first = await page("/outbox");
  expect(first).toContain("&lt;script&gt;alert(1)");
  expect(first).not.toContain("none3@example.com");
  expect(first).toContain("Older");
  expect(await page("/outbox?q=note+3")).toContain("none3@example.com");
  const mailbox = await page("/outbox?q=none7@example.com");
  expect(mailbox).toContain("Note 7");
  expect(mailbox).not.toContain("Note 17");
  expect(await (await fetch(`${simulator.url}/outbox/newer?since=48`)).json()).toEqual({ newer: 2 });
});

it("shows a mail in a frame without scripts, its links going through the tracker", async () => {
  const client = await simulator.client("outbox");
  const { MessageID } = await client.sendEmail(mail("none@example.com"));
  const path = `/outbox/m/${MessageID}`;
  expect(await page(path)).toContain("sandbox=");
  const body = await fetch(`${simulator.url}${path}/body`);
  expect(body.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await body.text()).toContain(`href="${path}/go?link=0"`);
  const sentOn = await fetch(`${simulator.url}${path}/go?link=0`, { redirect: "manual" });
  expect([sentOn.status, sentOn.headers.get("location")]).toEqual([302, "https://example.org/a?x=1&y=2"]);
  expect(await page(`${path}/events`)).toContain("Clicked");
  expect(await page(`${path}?tab=headers`)).toContain("X-PM-Message-Stream");
  expect((await fetch(`${simulator.url}/outbox/m/nothing`)).status).toBe(404);
});

it("V8 V17 shows texts on a phone beside the mails, texts back and reacts from it", async () => {
  const client = await simulator.texter("phones", { name: "Riverside" });
  const [from, to] = ["+12025550100", "+12025550111"];
  await client.messages.create({ from, to, body: "The <b>10:00</b> visit moves" });
  await client.messages.create({ from, to: "+15005553006", body: "Closed today" });
  const list = await page("/outbox?q=%2B12025550111");
  expect(list).toContain("The &lt;b&gt;10:00&lt;/b&gt; visit moves");
  expect(list).not.toContain("Closed today");
  const path = `/outbox/phone/phones/${encodeURIComponent(from)}/${encodeURIComponent(to)}`;
  const send = (body: Record<string, string>) =>
    fetch(simulator.url + path, { method: "POST", body: new URLSearchParams(body), redirect: "manual" });
  expect((await send({ body: "<i>Fine</i>" })).status).toBe(303);
  await send({ picture: "yes" });
  expect(await page(path)).toContain('value="Loved “The &lt;b&gt;10:00&lt;/b&gt; visit moves”"');
  await send({ body: "cancel" });
  const thread = await page(path);
  for (const part of [
    "&lt;i&gt;Fine&lt;/i&gt;",
    "/_media/",
    "successfully been unsubscribed",
    "refused (21610)",
  ])
    expect(thread).toContain(part);
  await send({ body: "start" });
  expect(await page(`${path}/bubbles`)).not.toContain("refused (21610)");
  const [{ messageId }] = JSON.parse(
    JSON.stringify(await simulator.call("GET", "/_ledger?token=phones&since=-1")),
  ).items.slice(1);
  await vi.waitFor(async () =>
    expect(await page(`/outbox/m/${messageId}`)).toContain("Landline or unreachable carrier (30006)"),
  );
  const opened = await fetch(`${simulator.url}/outbox/phone`, {
    method: "POST",
    body: new URLSearchParams({ token: "phones", from: "+12025550177", to: from }),
  });
  expect(await opened.text()).toContain("No texts yet");
  expect(await page("/outbox")).toContain("+15005550001");
});

it("takes no acts from other sites", async () => {
  const answer = await fetch(`${simulator.url}/_act`, {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(answer.status).toBe(403);
});
