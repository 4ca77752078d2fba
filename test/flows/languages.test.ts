import { randomUUID } from "node:crypto";
import { portalActor, strangerActor } from "@packpost/core/access/actor";
import { saveCustomer } from "@packpost/core/customer/edit/save-customer";
import { getCustomer } from "@packpost/core/customer/page/get-customer";
import { upsertRecords } from "@packpost/core/customer-import/upsert/upsert-records";
import { readReply } from "@packpost/core/inbound-mail/read-reply";
import { saveOpeningHours } from "@packpost/core/opening-hours/save-opening-hours";
import { chooseOwnLanguage } from "@packpost/core/portal/choose-own-language";
import { readOwnThread } from "@packpost/core/portal/read-own-thread";
import { askForCode } from "@packpost/core/portal/sign-in/ask-for-code";
import { enterCode } from "@packpost/core/portal/sign-in/enter-code";
import { mailCode } from "@packpost/core/portal/sign-in/mail-code";
import { digitsOf } from "@packpost/core/portal/sign-in/sign-in-code";
import type { Language } from "@packpost/db/enums";
import { beforeEach, describe, expect, it } from "vitest";
import { startThread, TestClock } from "../support/conversation-run.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
const secret = "a secret of this test alone, thirty-two and more";
let organisation: TestOrganisation;
let clock: TestClock;
let thread: Awaited<ReturnType<typeof startThread>>;

beforeEach(async () => {
  organisation = await createTestOrganisation(database.orm, { name: "Hundepark Nord" });
  await database.owner.query(
    "update organisation set inbound_address = 'reply.test.example', zone = 'Europe/Berlin' where id = $1",
    [organisation.organisationId],
  );
  clock = new TestClock(database.owner, Date.UTC(2026, 10, 28, 11, 0, 0));
  await clock.pass(0);
  thread = await startThread(database, organisation, await createPass(organisation));
});

const as = (id: string) => ({ ...organisation.as("senior"), actor: portalActor(id) });
const choose = (id: string, language: Language) => chooseOwnLanguage({ ctx: as(id), input: { language } });
const languageOf = async (id: string) =>
  (await database.owner.query("select language from customer where id = $1", [id])).rows[0]?.language;
const auditsOf = async (id: string) =>
  (
    await database.owner.query(
      "select actor_kind as by, detail from audit where action = 'customer.language_set' and subject_id = $1 order by id",
      [id],
    )
  ).rows;

describe("P6 a customer's own language", () => {
  it("P6 O3 holds at once, is audited, and the same again is nothing", async () => {
    expect(await languageOf(thread.first)).toBeNull();
    await choose(thread.first, "de");
    await choose(thread.first, "de");
    await choose(thread.first, "fr");
    expect([await languageOf(thread.first), await languageOf(thread.second)]).toEqual(["fr", null]);
    expect(await auditsOf(thread.first)).toEqual([
      { by: "customer", detail: { before: null, after: "de", source: "portal" } },
      { by: "customer", detail: { before: "de", after: "fr", source: "portal" } },
    ]);
  });

  it("P6 is bounded, and nobody else's to change", async () => {
    for (let n = 0; n < 60; n += 1) await choose(thread.first, n % 2 === 0 ? "de" : "fr");
    await expect(choose(thread.first, "es")).rejects.toMatchObject({ code: "rate_limited" });
    const staff = { ctx: organisation.as("owner"), input: { language: "es" as const } };
    await expect(chooseOwnLanguage(staff)).rejects.toMatchObject({ code: "forbidden" });
    await expect(choose(randomUUID(), "es")).rejects.toMatchObject({ code: "not_found" });
  });

  it("P6 what was chosen at the door is the mail's with the code, and stays theirs, unless they have chosen before", async () => {
    const people = [{ firstName: "Ana", email: `ana-${randomUUID()}@mail.example` }];
    const ana = await startThread(database, organisation, await createPass(organisation, "Other"), people);
    const emailKey = people[0]?.email ?? "";
    const stranger = { ...organisation.as("senior"), actor: strangerActor };
    const signIn = async (chosen: Language | null) => {
      const browser = { hash: randomUUID(), device: "", language: chosen };
      const asked = await askForCode({
        ctx: stranger,
        input: { emailKey, browserHash: browser.hash },
        secret,
      });
      const input = { codeId: asked.codeId, slug: "x", language: chosen ?? "en" } as const;
      await mailCode({ ctx: stranger, input, secret });
      const code = digitsOf(secret, asked.codeId);
      return enterCode({ ctx: stranger, input: { which: { emailKey }, code, browser }, secret });
    };
    expect(await signIn("es")).toMatchObject({ outcome: "signed_in" });
    expect(await languageOf(ana.first)).toBe("es");
    await signIn("de");
    expect(await languageOf(ana.first)).toBe("es");
    const { rows } = await database.owner.query(
      "select subject from delivery where purpose = 'sign_in' and address = $1",
      [emailKey],
    );
    const subjects = rows.map(({ subject }) => subject);
    expect(subjects).toEqual([
      "Su código de acceso para Hundepark Nord",
      "Su código de acceso para Hundepark Nord",
    ]);
    expect(await auditsOf(ana.first)).toEqual([
      { by: "customer", detail: { before: null, after: "es", source: "door" } },
    ]);
  });
});

describe("P9 P11 a customer's language as the team and other systems say it", () => {
  it("P11 staff set it in the customer's file, and take it back", async () => {
    const page = () => getCustomer({ ctx: organisation.as("senior"), input: { customerId: thread.first } });
    const save = async (language: "" | Language) => {
      const { firstName, lastName, email, phone, language: now } = await page();
      const seen = {
        firstName,
        lastName,
        email: email ?? "",
        phone: phone ?? "",
        language: now ?? "",
      } as const;
      const fields = { ...seen, language };
      const input = { customerId: thread.first, fields, seen, anyway: true };
      return saveCustomer({ ctx: organisation.as("senior"), input });
    };
    expect(await save("fr")).toEqual({ outcome: "saved" });
    expect((await page()).language).toBe("fr");
    expect(await save("")).toEqual({ outcome: "saved" });
    expect((await page()).language).toBeNull();
    const { rows } = await database.owner.query(
      "select detail from audit where action = 'customer.changed' and subject_id = $1",
      [thread.first],
    );
    expect(rows).toEqual([{ detail: { changed: ["language"] } }, { detail: { changed: ["language"] } }]);
  });

  it("P9 P10 an import or the API says it where none is known, and undoes nobody's choice", async () => {
    const upsert = async (record: Record<string, string | null>) => {
      const records = [{ externalId: "k-1", ...record }];
      const input = { noun: "customer" as const, records, dryRun: false };
      return (await upsertRecords({ ctx: organisation.as("admin"), input }))[0];
    };
    const made = await upsert({
      firstName: "Jo",
      email: `jo-${randomUUID()}@mail.example`,
      language: "Deutsch",
    });
    const id = made !== undefined && "id" in made ? made.id : "";
    expect([made?.outcome, await languageOf(id)]).toEqual(["created", "de"]);
    expect(await upsert({ language: "Español" })).toMatchObject({
      outcome: "unchanged",
      note: "The language stays: they may have chosen it themselves. Change it on their page.",
    });
    expect(await upsert({ language: "" })).toMatchObject({ outcome: "unchanged" });
    expect(await upsert({ language: "Klingon" })).toMatchObject({
      outcome: "refused",
      reason: "“Klingon” is no language that Packpost writes in. Possible are: en, es, fr, de.",
    });
    expect(await languageOf(id)).toBe("de");
  });
});

describe("V5 V16 mails that we write by ourselves", () => {
  it("V5 the three-minute mail is in German for whoever has chosen it, in English for the other, and an answer to it is read", async () => {
    await choose(thread.first, "de");
    await thread.post("Rex is fine.\nHe slept.");
    await clock.pass(180);
    await thread.notify();
    const [german, english] = await thread.mails();
    expect(german).toMatchObject({
      customerId: thread.first,
      subject: "Ihre Unterhaltung mit Hundepark Nord vom 28. November 2026",
      fromMailbox: { name: "The von Hundepark Nord" },
    });
    expect(german?.html).toContain('<html dir="ltr" lang="de">');
    expect(german?.text).toContain("— Bitte antworten Sie oberhalb dieser Zeile —");
    expect(german?.text).toContain("The senior · 28.11.2026, 12:00\nRex is fine.\nHe slept.");
    expect(german?.text).toContain("Sie können einfach auf diese E-Mail antworten.");
    expect(german?.text).toContain("und die Nachricht noch ungelesen war.");
    expect(german?.html).not.toMatch(/conversation with|Reply above|You get this/);
    expect(english).toMatchObject({
      customerId: thread.second,
      subject: "Your conversation with Hundepark Nord of 28 November 2026",
    });
    const quoted = (german?.text ?? "").replace(/^/gm, "> ");
    const answer = `Danke, bis morgen!\n\nAm Sa., 28. Nov. 2026 um 12:03 Uhr schrieb Hundepark Nord <a@b.example>:\n\n${quoted}`;
    expect(readReply({ text: answer, html: "", strippedText: "" }).body).toBe("Danke, bis morgen!");
  });

  it("V5 goes by the organisation's language where nobody has chosen, and by English where we have none of its words", async () => {
    const set = (code: string) =>
      database.owner.query("update organisation set mail_language = $2 where id = $1", [
        organisation.organisationId,
        code,
      ]);
    await set("fr");
    await thread.post("One");
    await clock.pass(180);
    await thread.notify();
    await set("it");
    await thread.post("Two");
    await clock.pass(180);
    await thread.notify();
    expect((await thread.mails()).map(({ subject }) => subject)).toEqual([
      ...Array(2).fill("Votre conversation avec Hundepark Nord du 28 novembre 2026"),
      ...Array(2).fill("Your conversation with Hundepark Nord of 28 November 2026"),
    ]);
  });

  it("V16 the closed line is in the language of whoever wrote", async () => {
    const day = [{ from: "08:00", to: "17:00" }];
    const input = { week: [day, day, day, day, day, [], []], closedDays: [] };
    await saveOpeningHours({ ctx: organisation.as("owner"), input });
    await choose(thread.first, "de");
    await thread.write("Hallo?");
    const { entries } = await readOwnThread({
      ctx: as(thread.first),
      input: { pageSize: 10 },
    });
    expect(entries.at(-1)?.body).toBe(
      "Wir haben gerade geschlossen. Am Montag ab 08:00 Uhr sieht jemand nach.",
    );
  });
});
