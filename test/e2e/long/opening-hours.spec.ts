import { expect, test } from "../fixtures/test.ts";
import { answer, awake, bubble, ownComposerOf, rowOf } from "../pages/messages.ts";
import { openSettings } from "../pages/settings.ts";

const zone = "Europe/Berlin";

test("V16 outside the opening hours whoever writes is told once, honestly, when somebody will look; it stays the team's turn", async ({
  page,
  organisation,
  signInAs,
  customer,
  look,
}) => {
  const maria = await organisation.addThread("Maria");
  // Open on one day of the week alone, and not today: closed at whatever hour this runs.
  const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "long" }).format(
    Date.now() + 3 * 86_400_000,
  );
  await signInAs(organisation.emailOf("owner"));
  await openSettings(page, "messages");
  const part = page.getByRole("region", { name: "Opening hours" });
  await expect(part.getByText("No hours are set: nobody is told anything.")).toBeVisible();
  await part.getByRole("button", { name: `Add hours on ${day}` }).click();
  await part.getByLabel(`${day}, opens`).fill("09:30");
  await part.getByLabel(`${day}, closes`).fill("08:00");
  await part.getByRole("button", { name: "Save" }).click();
  await expect(part.getByRole("alert")).toContainText("It closes after it opens.");
  await part.getByLabel(`${day}, closes`).fill("17:00");
  await part.getByRole("button", { name: "Save" }).click();
  await expect(part.getByRole("status")).toHaveText("Saved");
  await part.scrollIntoViewIfNeeded();
  await look("opening-hours", { whole: false });

  const told = `We’re closed now. Somebody will look on ${day} from 09:30.`;
  const home = await customer(organisation, maria);
  await awake(ownComposerOf(home));
  await answer(home, "Are you there?");
  await expect(home.getByText(told)).toBeVisible();
  await answer(home, "Hello?");
  await expect(home.getByText("Hello?", { exact: true })).toBeVisible();

  await page.goto("/messages");
  await expect(rowOf(page, "Maria").getByText("Unread")).toBeVisible();
  await expect(rowOf(page, "Maria").getByText("Hello?")).toBeVisible();
  await rowOf(page, "Maria").click();
  await expect(bubble(page, "Hello?")).toBeVisible();
  const line = page.getByRole("log").locator("[data-kind=hours]");
  await expect(line).toHaveCount(1);
  await expect(line).toContainText("Automatic line outside opening hours");
  await expect(line).toContainText(told);
  await expect(page.getByRole("article", { name: "Conversation" })).toContainText(/[Ww]aiting|[Ww]aits/);
  await look("opening-hours-line", { whole: false });
  await expect(home.getByText(told)).toHaveCount(1);
});
