import { expect, test } from "../fixtures/test.ts";
import { awake, bubble, composerOf, rowOf, say } from "../pages/messages.ts";

test("V2 T12 a draft survives a reload and another tab, shows in the list, is gone once it is sent, and stays with its family", async ({
  page,
  context,
  organisation,
  signInAs,
}) => {
  const maria = await organisation.addThread("Maria", ["Hello"]);
  const tom = await organisation.addThread("Tom", ["Hi"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto(maria.path);
  await awake(composerOf(page));
  await composerOf(page).fill("See you at f");
  await page.reload();
  await expect(composerOf(page)).toHaveValue("See you at f");
  const other = await context.newPage();
  await other.goto(maria.path);
  await awake(composerOf(other));
  await expect(composerOf(other)).toHaveValue("See you at f");
  await composerOf(other).fill("See you at four");
  await expect(composerOf(page)).toHaveValue("See you at four");
  await other.close();
  await page.goto(tom.path);
  await expect(composerOf(page)).toHaveValue("");
  await page.goto("/messages");
  await expect(rowOf(page, "Maria").getByText("Draft:")).toBeVisible();
  await page.goto(maria.path);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(bubble(page, "See you at four")).toBeVisible();
  await expect(composerOf(page)).toHaveValue("");
  await page.reload();
  await expect(bubble(page, "See you at four")).toBeVisible();
  await expect(composerOf(page)).toHaveValue("");
});

test("T11 T14 a double click never doubles; Enter sends, Shift+Enter makes a line, and an input method's Enter chooses a word", async ({
  page,
  organisation,
  signInAs,
}, info) => {
  test.skip(info.project.name === "phone", "Touch keyboards make a line.");
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto(maria.path);
  const field = composerOf(page);
  await field.fill("Twice pressed");
  await page.getByRole("button", { name: "Send", exact: true }).dblclick();
  await field.fill("First");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second");
  await field.dispatchEvent("compositionstart");
  await page.keyboard.press("Enter");
  // Nothing of the page's: a real input method takes the key, this one left a line.
  await expect(field).toHaveValue(/^First\nsecond/);
  await field.dispatchEvent("compositionend");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("");
  await expect(bubble(page, "First second")).toBeVisible();
  await page.reload();
  await expect(bubble(page, "Twice pressed")).toHaveCount(1);
  await expect(bubble(page, "First second")).toHaveCount(1);
});

test("T14 on a touch keyboard Enter makes a line and the button sends, until somebody says otherwise", async ({
  page,
  organisation,
  signInAs,
}, info) => {
  test.skip(info.project.name !== "phone", "Keyboards that are none on the screen: above.");
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto(maria.path);
  const field = composerOf(page);
  await awake(field);
  await field.fill("First");
  await page.keyboard.press("Enter");
  await page.keyboard.type("second");
  await expect(field).toHaveValue("First\nsecond");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log").getByText("second")).toHaveCount(0);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(bubble(page, "First second")).toBeVisible();
  await page.evaluate(`localStorage.setItem("packpost-writing-1", '{"enterSends":true}')`);
  await page.reload();
  await awake(field);
  await field.fill("By Enter");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("");
  await expect(bubble(page, "By Enter")).toBeVisible();
});

test("T11 V2 what is written without a connection is shown as such, survives a reload, and goes out once when it is back", async ({
  page,
  context,
  organisation,
  signInAs,
  colleague,
  watch,
}) => {
  watch.expectProblems(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|api\/health|Failed to load resource/);
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  const ben = await colleague(organisation.emailOf("senior"));
  await ben.goto(maria.path);
  await expect(bubble(ben, "Hello")).toBeVisible();
  await page.goto(maria.path);
  await awake(composerOf(page));
  await context.setOffline(true);
  await say(page, "Written on the train");
  await expect(page.getByText("Not sent yet: waiting for the connection")).toBeVisible();
  await expect(page.getByText("You are offline.")).toBeVisible();
  await context.setOffline(false);
  await expect(bubble(ben, "Written on the train")).toBeVisible();
  await expect(page.getByText("Not sent yet", { exact: false })).toHaveCount(0);
  await page.reload();
  await expect(bubble(page, "Written on the train")).toHaveCount(1);
});

test("V10 T13 a colleague's answer comes between: it is said, and sent only when it is meant; or kept as a draft", async ({
  page,
  context,
  organisation,
  signInAs,
  colleague,
  watch,
}) => {
  watch.expectProblems(/ERR_INTERNET_DISCONNECTED|api\/health|Failed to load resource/);
  const maria = await organisation.addThread("Maria", ["Is it open?"]);
  await signInAs(organisation.emailOf("owner"));
  const ben = await colleague(organisation.emailOf("senior"));
  await ben.goto(maria.path);
  await page.goto(maria.path);
  await awake(composerOf(page));
  await context.setOffline(true);
  await say(page, "Yes, it is");
  await expect(page.getByText("Not sent yet: waiting for the connection")).toBeVisible();
  await say(ben, "Yes, until six");
  await context.setOffline(false);
  await expect(page.getByText(/replied \d+ s ago/)).toBeVisible();
  await expect(bubble(ben, "Yes, it is")).toHaveCount(0);
  await page.getByRole("button", { name: "Keep as draft" }).click();
  await expect(composerOf(page)).toHaveValue("Yes, it is");
  await expect(bubble(page, "Yes, it is")).toHaveCount(0);
  await expect(bubble(page, "Yes, until six")).toBeVisible();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(bubble(ben, "Yes, it is")).toBeVisible();
});
