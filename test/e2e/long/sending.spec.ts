import { setFaults } from "../fixtures/simulator.ts";
import { expect, test } from "../fixtures/test.ts";
import { expectTotalsToAddUp, outcomeTile } from "../pages/read-totals.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

const refusal = {
  kind: "error",
  status: 401,
  errorCode: 10,
  message: "Bad or missing server token.",
  times: 100,
};

test("C8 a refusal of the provider pauses and says why; resume goes on", async ({
  page,
  organisation,
  signInAs,
  world,
  look,
}) => {
  await organisation.addPeople([
    "deliver.one@mail.example",
    "deliver.two@mail.example",
    "open.three@mail.example",
  ]);
  const draft = await organisation.addDraft();
  await setFaults(world, organisation.id, { next: [refusal] });
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await pressSend(page, "3 people");
  await expect(page.getByText("“Bad or missing server token.” (code 10)")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("0 of 3 sent")).toBeVisible();
  await expectTotalsToAddUp(page);
  await look("campaign-paused");
  await page.getByRole("button", { name: "Cancel the rest" }).click();
  await expect(page.getByRole("dialog")).toContainText("Who still waits will not get it");
  await look("cancel-dialog", { whole: false });
  await page.getByRole("button", { name: "Back" }).click();

  await setFaults(world, organisation.id, { next: [] });
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("3 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  expect(await expectTotalsToAddUp(page)).toEqual({ audience: 3, parts: { sent: 3 } });
});

test("C8 a colleague cancels the rest while one is asked about it: the question stays and says so", async ({
  page,
  organisation,
  signInAs,
  colleague,
  world,
  look,
}) => {
  await organisation.addPeople(["deliver.one@mail.example", "deliver.two@mail.example"]);
  const draft = await organisation.addDraft();
  await setFaults(world, organisation.id, { next: [refusal] });
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await pressSend(page, "2 people");
  await expect(page.getByText("0 of 2 sent")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Cancel the rest" }).click();
  const question = page.getByRole("dialog", { name: /^Cancel “/ });
  await expect(question).toContainText("Who still waits will not get it");
  const other = await colleague(organisation.emailOf("admin"));
  await other.goto(page.url());
  await other.getByRole("button", { name: "Cancel the rest" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Cancel for 2 people" }).click();
  await expect(question.getByRole("status")).toHaveText("It has been cancelled in the meantime.");
  await look("cancel-over", { whole: false, part: "dialog:modal" });
  await question.getByRole("button", { name: "Done" }).click();
  await expect(question).toBeHidden();
});

test("C7 C6 by keyboard alone from sign-in to sent", async ({ page, organisation, world }, info) => {
  test.skip(info.project.name === "phone", "Phones have no Tab key.");
  await organisation.addPeople(["deliver.one@mail.example"]);
  const press = async (key: string): Promise<void> => page.keyboard.press(key);
  const tabTo = async (name: string): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      const focused = page.locator(":focus");
      if ((await focused.count()) === 1 && (await isNamed(name))) return;
      await press("Tab");
    }
    throw new Error(`Tab never came to “${name}”.`);
  };
  const isNamed = async (name: string): Promise<boolean> => {
    const found = page
      .getByRole("button", { name })
      .or(page.getByRole("textbox", { name }))
      .or(page.getByRole("combobox", { name }));
    return (await found.and(page.locator(":focus")).count()) === 1;
  };

  await page.goto("/");
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.keyboard.type(organisation.emailOf("owner"));
  await press("Tab");
  await page.keyboard.type(world.password);
  await press("Enter");
  await expect(page.getByRole("button", { name: "New campaign" })).toBeVisible();
  await tabTo("New campaign");
  await press("Enter");
  await expect(page.getByLabel("Name of the campaign")).toBeVisible();
  await tabTo("Pass");
  // A closed list takes the name one types.
  await page.keyboard.type(organisation.passName);
  await expect(page.getByRole("combobox", { name: "Pass" }).locator("option:checked")).toHaveText(
    organisation.passName,
  );
  await tabTo("Subject");
  await page.keyboard.type("By keys");
  await tabTo("Text of the mail");
  await page.keyboard.type("Hello from the keyboard.");
  const send = page.getByRole("button", { name: "Send to 1 person" });
  await expect(send).not.toHaveAttribute("aria-disabled", "true");
  for (let presses = 0; presses < 60 && !(await isNamed("Send to 1 person")); presses += 1)
    await press("Shift+Tab");
  await press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Send to 1 person" })).toBeFocused();
  await press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(send).toBeFocused();
  await press("Enter");
  await expect(dialog.getByRole("button", { name: "Send to 1 person" })).toBeFocused();
  await press("Enter");
  await expect(page.getByText("Goes out to 1 person in")).toBeVisible();
});

test("C12 the link in a mail: looking changes nothing, the button does, and there is a way back", async ({
  page,
  context,
  organisation,
  signInAs,
  world,
  look,
  watch,
}) => {
  await organisation.addPeople(["deliver.anna@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await pressSend(page, "1 person");
  await expect(page.getByText("1 sent", { exact: true })).toBeVisible({ timeout: 60_000 });

  const outbox = await context.newPage();
  await outbox.goto(`${world.simulatorUrl}/outbox?server=sandbox-${organisation.id}`);
  await outbox.getByText("deliver.anna@mail.example").first().click();
  const link = outbox.frameLocator("iframe").getByRole("link", { name: "Unsubscribe" });
  const address = (await link.getAttribute("href")) ?? "";
  const pageAddress = decodeURIComponent(/https?(:|%3A)[^"']*\/u\/[^"'&]+/.exec(address)?.[0] ?? address);
  await outbox.close();

  const customer = await context.browser()?.newContext();
  if (!customer) throw new Error("No browser.");
  const mail = await customer.newPage();
  await mail.goto(pageAddress);
  await expect(mail.getByRole("heading", { name: "Unsubscribe from Lakeside Dogs?" })).toBeVisible();
  await mail.reload();
  await expect(mail.getByRole("heading", { name: "Unsubscribe from Lakeside Dogs?" })).toBeVisible();
  await page.goto(draft);
  await expect(page.getByText("1 people = 1 sent").or(page.getByText("1 person = 1 sent"))).toBeVisible();
  await expect(outcomeTile(page, "Unsubscribed 0")).toBeVisible();

  await mail.getByRole("button", { name: "Unsubscribe" }).click();
  await expect(mail.getByRole("heading", { name: "You are unsubscribed" })).toBeVisible();
  await expect(outcomeTile(page, "Unsubscribed 1")).toBeVisible();
  await mail.getByRole("button", { name: "Subscribe again" }).click();
  await expect(mail.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  await customer.close();

  await page.goto(new URL(pageAddress).pathname);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await look("unsubscribe");
  await organisation.setLanguage("es");
  await page.reload();
  await expect(page.getByRole("heading", { name: "¿Darse de baja de Lakeside Dogs?" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page).toHaveTitle("Su suscripción · Packpost");
  await page.getByRole("button", { name: "Darse de baja" }).click();
  await expect(page.getByRole("heading", { name: "Se ha dado de baja" })).toBeVisible();
  watch.expectProblems(/404/);
  await page.goto(`${new URL(pageAddress).pathname.slice(0, -4)}`);
  await expect(page.getByRole("heading", { name: "This link is not complete" })).toBeVisible();
  await look("unsubscribe-broken");
});
