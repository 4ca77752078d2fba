import { sendMailIn } from "../fixtures/send-mail-in.ts";
import { expect, test } from "../fixtures/test.ts";

test("T42 V9 mails that nobody could place wait above the conversations: put away and taken back, joined to a family, opened on their own", async ({
  page,
  organisation,
  signInAs,
  world,
  look,
}) => {
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("senior"));
  await page.goto("/messages/unplaced");
  await expect(page.getByRole("heading", { name: "Nothing waits here" })).toBeVisible();
  await look("unplaced-empty");
  const long = "We have been coming to the park for years. ".repeat(20);
  await sendMailIn(world, organisation.id, {
    ...{ from: "maria.new@mail.example", subject: "My new address", text: `It is Maria. ${long}` },
  });
  await sendMailIn(world, organisation.id, {
    ...{ from: "somebody@mail.example", subject: "A question", text: "Do you have room for a puppy?" },
  });
  await expect
    .poll(async () => (await page.request.get("/api/trpc/conversation.unplacedMail")).text())
    .toMatch(/My new address[\s\S]*A question|A question[\s\S]*My new address/);
  await page.goto("/messages");
  await page.getByRole("link", { name: "2 emails nobody could place" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Emails nobody could place" })).toBeVisible();
  const known = page.getByRole("article", { name: "From maria.new@mail.example" });
  const question = page.getByRole("article", { name: "From somebody@mail.example" });
  await expect(question).toContainText("Do you have room for a puppy?");
  await known.getByRole("button", { name: "Show more" }).click();
  await expect(known).toContainText(long.trim());
  await known.getByRole("button", { name: "Show less" }).click();
  await look("unplaced");

  await test.step("put away, and taken back", async () => {
    await question.getByRole("button", { name: "Put away" }).click();
    await expect(question).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(question).toBeVisible();
  });

  await test.step("joined to a family, after being asked whether one is sure", async () => {
    await known.getByRole("button", { name: "Join to a family" }).click();
    const dialog = page.getByRole("dialog", { name: "Whose email is this?" });
    await dialog.getByRole("textbox", { name: /^Family/ }).fill("mari");
    await dialog.getByRole("button", { name: /^Maria family/ }).click();
    await expect(dialog).toContainText("everybody of the family can read it");
    await look("unplaced-sure", { whole: false, part: "dialog[open]" });
    await dialog.getByRole("button", { name: "Put it there" }).click();
    await expect(page).toHaveURL(new RegExp(maria.path));
    await expect(page.getByRole("log")).toContainText("It is Maria.");
    await expect(page.getByRole("log")).toContainText(/sender not proved/);
  });

  await test.step("opened on its own: a thread of its own, to which nobody is written", async () => {
    await page.goto("/messages/unplaced");
    await expect(known).toHaveCount(0);
    await question.getByRole("button", { name: "Open on its own" }).click();
    await expect(page.getByRole("log")).toContainText("Do you have room for a puppy?");
    await look("unplaced-alone", { whole: false });
    await page.goto("/messages");
    await expect(page.getByRole("link", { name: /nobody could place/ })).toHaveCount(0);
  });
});
