import { expect, test } from "../fixtures/test.ts";
import { awake, bubble, composerOf, rowOf } from "../pages/messages.ts";

test("V15 a message is sent later: a colleague sees when, the customer nothing; it is edited, moved, cancelled, had back and sent now", async ({
  page,
  organisation,
  signInAs,
  colleague,
  customer,
  look,
}) => {
  const maria = await organisation.addThread("Maria", ["When can we come?"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto(maria.path);
  await awake(composerOf(page));
  const more = page.locator("[data-composer]").getByRole("button", { name: "Send later" });
  await expect(more).toBeDisabled();
  await composerOf(page).fill("Tomorrow from nine on");
  await more.focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu", { name: "Send later" });
  await expect(menu.getByRole("menuitem", { name: /^Tomorrow morning/ })).toBeVisible();
  await look("send-later-menu", { whole: false, part: "[role=menu]:popover-open" });
  await menu.getByRole("menuitem", { name: /^Tomorrow morning/ }).click();
  const later = page.getByRole("region", { name: "Sent later" });
  await expect(later).toContainText("Sends tomorrow 09:00");
  await expect(later).toContainText("by you");
  await expect(composerOf(page)).toHaveValue("");
  await look("send-later-thread", { whole: false });

  const ben = await colleague(organisation.emailOf("senior"));
  await ben.goto(maria.path);
  await expect(ben.getByRole("region", { name: "Sent later" })).toContainText("Tomorrow from nine on");
  const family = await customer(organisation, maria);
  await expect(family.getByText("When can we come?")).toBeVisible();
  await expect(family.getByText("Tomorrow from nine on")).toHaveCount(0);

  await later.getByRole("button", { name: "Edit" }).click();
  await expect(composerOf(page)).toHaveValue("Tomorrow from nine on");
  await expect(later).toHaveCount(0);
  await composerOf(page).fill("Tomorrow from ten on");
  await more.click();
  await menu.getByRole("menuitem", { name: /^Choose a day/ }).click();
  const dialog = page.getByRole("dialog", { name: "Send later" });
  await dialog.getByLabel("Day").fill("2020-01-01");
  await expect(dialog.getByText("This time is over")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Schedule" })).toBeDisabled();
  await look("send-later-own-time", { whole: false, part: "dialog" });
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel("Day").fill(inDays(30));
  await dialog.getByLabel("Time").fill("10:30");
  await dialog.getByRole("button", { name: "Schedule" }).click();
  await expect(later).toContainText("10:30");

  await composerOf(page).fill("Something else");
  // Twice is once, here and below.
  await later.getByRole("button", { name: "Edit" }).dblclick();
  await page.getByRole("button", { name: "Leave it scheduled" }).click();
  await composerOf(page).fill("");
  await later.getByRole("button", { name: "Cancel" }).dblclick();
  await expect(later).toHaveCount(0);
  await expect(page.getByText(/meanwhile/)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(later).toContainText("Tomorrow from ten on");
  await later.getByRole("button", { name: "Change time" }).click();
  const another = page.getByRole("dialog", { name: "Send at another time" });
  await expect(another).toBeVisible();
  await ben.getByRole("region", { name: "Sent later" }).getByRole("button", { name: "Cancel" }).click();
  await expect(another.getByRole("status")).toHaveText("It has been sent or cancelled meanwhile.");
  await look("send-later-over", { whole: false, part: "dialog:modal" });
  await another.getByRole("button", { name: "Done" }).click();
  await expect(another).toHaveCount(0);
  await ben.getByRole("button", { name: "Undo" }).click();
  await expect(later).toContainText("Tomorrow from ten on");
  await page.goto("/messages?filter=later");
  await expect(rowOf(page, "Maria")).toBeVisible();
  await page.goto(maria.path);
  await later.getByRole("button", { name: "Send now" }).click();
  await expect(later).toHaveCount(0);
  await expect(bubble(page, "Tomorrow from ten on")).toBeVisible();
  await expect(family.getByText("Tomorrow from ten on")).toBeVisible();
});

test("V15 what was not sent waits in sight: in the tab, the list and the thread, and goes out when a person says so", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto(maria.path);
  await awake(composerOf(page));
  await composerOf(page).fill("We are closed on Monday");
  await page.locator("[data-composer]").getByRole("button", { name: "Send later" }).click();
  await page.getByRole("menuitem", { name: /^Tomorrow morning/ }).click();
  await expect(page.getByRole("region", { name: "Sent later" })).toBeVisible();
  await maria.write("Are you open on Monday?");
  // Its time comes; the sweep finds it within a minute at the latest.
  await maria.makeDue();
  const held = page.getByRole("region", { name: "Not sent" });
  await expect(held).toContainText("Waits for you: Maria wrote at", { timeout: 100_000 });
  await look("send-later-held", { whole: false });
  await page.goto("/messages");
  await expect(rowOf(page, "Maria")).toContainText("Not sent: waits for you");
  await page
    .getByRole("group", { name: "Which conversations" })
    .getByRole("button", { name: /^Later/ })
    .click();
  await expect(rowOf(page, "Maria")).toBeVisible();
  // While the filter's own rows are on their way those before stand there, paler.
  await expect(page.getByRole("region", { name: "Conversations" })).not.toHaveAttribute("aria-busy");
  await look("send-later-list", { whole: false });
  await page.goto(maria.path);
  await held.getByRole("button", { name: "Send anyway" }).click();
  await expect(held).toHaveCount(0);
  await expect(bubble(page, "We are closed on Monday")).toBeVisible();
});

test("V15 A12 quiet hours are set in the settings, and a visit is offered beside Send", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  const maria = await organisation.addThread("Maria", ["Hello"]);
  const toTomorrow = await organisation.addVisit(maria, "owner");
  await toTomorrow();
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/texting#quiet-hours");
  const form = page.getByRole("form", { name: "Quiet hours" });
  await expect(form.getByLabel("From")).toHaveValue("21:00");
  await form.getByLabel("From").fill("20:30");
  await form.getByLabel("Until").fill("20:30");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("They end at another time than they begin.")).toBeVisible();
  await form.getByLabel("Until").fill("07:30");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("Saved")).toBeVisible();
  await form.scrollIntoViewIfNeeded();
  await look("settings-quiet-hours", { whole: false });
  await page.goto(maria.path);
  await awake(composerOf(page));
  await composerOf(page).fill("Bring the vaccination card");
  await page.locator("[data-composer]").getByRole("button", { name: "Send later" }).click();
  const menu = page.getByRole("menu", { name: "Send later" });
  await expect(menu).toContainText("About Rex’s visit tomorrow 12:00");
  await look("send-later-visit", { whole: false, part: "[role=menu]:popover-open" });
  await menu.getByRole("menuitem", { name: /^2 hours before/ }).click();
  await expect(page.getByRole("region", { name: "Sent later" })).toContainText(
    "about the visit tomorrow 12:00",
  );
});

test("V15 the answer of Send later is lost: whatever is pressed next, one message, and what stands is said before", async ({
  page,
  organisation,
  signInAs,
  watch,
  look,
}) => {
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto(maria.path);
  await awake(composerOf(page));
  const composer = page.locator("[data-composer]");
  const later = page.getByRole("region", { name: "Sent later" });
  const calls = /conversation\.(later\.(schedule|list)|read)/;
  watch.expectProblems(/ERR_FAILED/);
  /** The server does it, its answer never comes, and the page hears nothing of it by another way either. */
  const scheduleInVain = async (body: string) => {
    await composerOf(page).fill(body);
    await page.route(calls, async (route) => {
      if (route.request().method() === "POST") await route.fetch();
      await route.abort();
    });
    await composer.getByRole("button", { name: "Send later" }).click();
    await page.getByRole("menuitem", { name: /^Tomorrow morning/ }).click();
    await expect(composer).toContainText("it may be scheduled already");
  };
  await scheduleInVain("Tomorrow from nine on");
  await look("send-later-no-answer", { whole: false });
  await composer.getByRole("button", { name: "Send", exact: true }).click();
  await expect(bubble(page, "Tomorrow from nine on")).toBeVisible();
  await expect(page.locator("[data-unsent=posted]")).toBeVisible();
  await page.unroute(calls);
  await page.reload();
  await expect(bubble(page, "Tomorrow from nine on")).toHaveCount(1);
  await expect(later).toHaveCount(0);

  // The page finds what stands by itself, and the field is empty.
  await awake(composerOf(page));
  await scheduleInVain("On Thursday");
  await page.unroute(calls);
  await maria.write("Which day?");
  await expect(later).toContainText("On Thursday");
  await expect(composerOf(page)).toHaveValue("");
  await later.getByRole("button", { name: "Cancel" }).click();
  await expect(later).toHaveCount(0);

  // Changed after the lost answer, in a page that was opened anew: what stands is said, and replaced by what is sent.
  await scheduleInVain("On Friday");
  await composerOf(page).fill("On Saturday");
  await page.unroute(calls);
  await page.reload();
  await awake(composerOf(page));
  await expect(later).toContainText("On Friday");
  await expect(composer).toContainText("An earlier wording of this is scheduled for tomorrow 09:00");
  await look("send-later-earlier-wording", { whole: false });
  await composer.getByRole("button", { name: "Send", exact: true }).click();
  await expect(bubble(page, "On Saturday")).toBeVisible();
  await expect(later).toHaveCount(0);
  await expect(bubble(page, "On Friday")).toHaveCount(0);
});

test("V15 V8 edit brings back the way and the time that a message had", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto(maria.path);
  await awake(composerOf(page));
  const more = page.locator("[data-composer]").getByRole("button", { name: "Send later" });
  const later = page.getByRole("region", { name: "Sent later" });
  await composerOf(page).fill("Bring the card");
  await more.click();
  await page.getByRole("menuitem", { name: /^Monday morning/ }).click();
  const due = /Sends (.*?) ·/.exec((await later.textContent()) ?? "")?.[1] ?? "";
  expect(due).not.toBe("");
  await later.getByRole("button", { name: "Edit" }).click();
  await expect(composerOf(page)).toHaveValue("Bring the card");
  await page.reload();
  await awake(composerOf(page));
  await composerOf(page).fill("Bring the vaccination card");
  await more.click();
  const again = page.getByRole("menuitem", { name: /^As it was/ });
  await expect(again).toContainText(due);
  await look("send-later-as-it-was", { whole: false, part: "[role=menu]:popover-open" });
  await again.click();
  await expect(later).toContainText(due);
});
