import { afterAll, beforeAll, expect, it } from "vitest";
import { mail } from "../../testing/mail.ts";
import { Simulator } from "../../testing/start-simulator.ts";

const simulator = new Simulator();
beforeAll(() => simulator.start());
afterAll(() => simulator.remove());

const page = async (token: string) =>
  (await fetch(`${simulator.url}/outbox/provider?server=${token}`)).text();
const change = (token: string, form: Record<string, string>) =>
  fetch(`${simulator.url}/outbox/provider/${token}`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });

it("O5 arms what the next calls of one channel are answered, says so, and lets it be as usual again", async () => {
  const client = await simulator.client("knobs");
  const texts = await simulator.texter("knobs");
  const armed = { change: "next", endpoint: "send", times: "1" };
  expect((await change("knobs", { ...armed, answer: "text-unregistered" })).status).toBe(303);
  expect((await change("knobs", { ...armed, answer: "mail-key", times: "2" })).status).toBe(303);
  expect(await page("knobs")).toContain("not registered with the carriers (30034)");
  await expect(client.sendEmail(mail("none@example.com"))).rejects.toThrow("Bad or missing server token.");
  const text = { from: "+12025550100", to: "+12025550111", body: "Hello" };
  await expect(texts.messages.create(text)).rejects.toMatchObject({ code: 30034 });
  expect((await texts.messages.create(text)).status).toBe("queued");
  await change("knobs", { change: "usual" });
  expect(await page("knobs")).toContain("Everything is as usual.");
  expect(await client.sendEmail(mail("none@example.com"))).toMatchObject({ ErrorCode: 0 });
});

it("O5 steers messages, domains, reports and accounts, and says what is wrong with a form", async () => {
  await simulator.client("steered");
  await change("steered", { change: "outcome", who: "Ana@Mail.example", outcome: "blocked" });
  await change("steered", { change: "domain", domain: "lake.example", spf: "on", dmarc: "on" });
  await change("steered", { change: "reports", webhooks: "hold", search: "down" });
  const shown = await page("steered");
  for (const part of ["ana@mail.example", "DKIM: no", "SPF: yes", "are held", "is away"])
    expect(shown).toContain(part);
  await change("steered", { change: "outcome", who: "ana@mail.example", outcome: "" });
  await change("steered", { change: "domain-away", domain: "lake.example" });
  const fewer = await page("steered");
  for (const part of ["ana@mail.example</th>", "DKIM: no"]) expect(fewer).not.toContain(part);
  const made = await change("steered", { change: "another", name: "Next door" });
  const place = made.headers.get("location") ?? "";
  expect(place).toMatch(/server=other-/);
  const other = new URL(place, simulator.url).searchParams.get("server") ?? "";
  await change(other, { change: "account", live: "no" });
  expect(await page(other)).toContain("is suspended");
  const wrong = await change("steered", { change: "domain", domain: "no domain" });
  expect([wrong.status, (await wrong.text()).includes('role="alert"')]).toEqual([422, true]);
  expect((await change("nobody", { change: "usual" })).status).toBe(404);
});

it("O5 C11 what programs and servers do to a mail by hand, and a friend to whom it was forwarded", async () => {
  const client = await simulator.client("acts");
  const act = async (action: string, more: object = {}) => {
    const { MessageID } = await client.sendEmail(mail(`none${action}@example.com`));
    await simulator.call("POST", "/_act", { action, messageId: MessageID, ...more });
    return (await fetch(`${simulator.url}/outbox/m/${MessageID}/events`)).text();
  };
  for (const [action, words] of [
    ["scan", "Visited by a link scanner"],
    ["machine-open", "privacy proxy"],
    ["soft-bounce", "Soft bounce"],
    ["block", "Blocked by"],
    ["reject", "Rejected as spam"],
    ["delay", "Delayed"],
    ["auto-answer", "auto-responder"],
    ["forward", "Opened"],
  ] as const)
    expect(await act(action, action === "forward" ? { to: "friend@example.com" } : {}), action).toContain(
      words,
    );
});
