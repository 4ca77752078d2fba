import { expect, test } from "../fixtures/test.ts";
import { awake, bubble, composerOf, rowOf, say, tabDot, wordsOf } from "../pages/messages.ts";

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

test("V3 the list waits while the pointer is in it, says how many are new, and reorders when pressed", async ({
  page,
  organisation,
  signInAs,
}, info) => {
  test.skip(info.project.name === "phone", "A finger rests nowhere.");
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await organisation.addThread("Tom", ["Hi"]);
  await organisation.addThread("Ana", ["Good morning"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages");
  const first = page.locator("[data-thread]").first();
  await expect(first).toHaveAccessibleName(/^Ana/);
  await rowOf(page, "Tom").hover();
  await maria.write("Are you there?");
  await expect(page.getByRole("button", { name: "1 new" })).toBeVisible();
  await expect(first).toHaveAccessibleName(/^Ana/);
  await expect(rowOf(page, "Maria").getByText("Are you there?")).toBeVisible();
  await page.getByRole("button", { name: "1 new" }).click();
  await expect(first).toHaveAccessibleName(/^Maria/);
  await page.mouse.move(900, 700);
  await page.getByRole("heading", { name: "Messages" }).click();
  await organisation.addThread("Zoe", ["New here"]);
  await expect(first).toHaveAccessibleName(/^Zoe/);
});

test("V4 T2 mark as unread stays so while the thread is open, for me alone; keys j k r e u ?", async ({
  page,
  organisation,
  signInAs,
  colleague,
  look,
}, info) => {
  test.skip(info.project.name === "phone", "A keyboard is needed.");
  await organisation.addThread("Maria", ["Hello"]);
  await organisation.addThread("Tom", ["Hi"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages");
  await expect(tabDot(page)).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Tom family" })).toBeVisible();
  await expect(rowOf(page, "Tom").getByText("Unread")).toHaveCount(0);
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Maria family" })).toBeVisible();
  await expect(tabDot(page)).toHaveCount(0);
  await page.keyboard.press("u");
  await expect(tabDot(page)).toBeVisible();
  await page.keyboard.press("r");
  await expect(composerOf(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(page.getByText(/closed the conversation/)).toBeVisible();
  await expect(rowOf(page, "Maria").getByText("Unread")).toBeVisible();
  const ben = await colleague(organisation.emailOf("senior"));
  await ben.goto("/messages?filter=closed");
  await rowOf(ben, "Maria").click();
  await expect(bubble(ben, "Hello")).toBeVisible();
  await expect(rowOf(page, "Maria").getByText("Unread")).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await look("messages-keys", { whole: false, part: "dialog" });
});

test("V12 notes with a mention, saved replies, assignment; the family beside it", async ({
  page,
  organisation,
  signInAs,
  colleague,
  look,
}, info) => {
  test.skip(info.project.name === "phone", "The same parts as on the desktop.");
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto(maria.path);
  await page.getByRole("button", { name: "Saved replies" }).click();
  await page.getByRole("button", { name: "New saved reply" }).click();
  await page.getByLabel("Name").fill("Parking");
  await page.getByLabel("What it says").fill("The river entrance has parking.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Edit “Parking”" })).toBeVisible();
  await look("messages-saved-replies", { whole: false, part: "dialog" });
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  await composerOf(page).pressSequentially("/park");
  await page.getByRole("option", { name: /Parking/ }).click();
  await expect(composerOf(page)).toHaveValue("The river entrance has parking.");
  await page.getByRole("tab", { name: "Note" }).click();
  const note = page.getByRole("textbox", { name: "Write a note for colleagues" });
  await note.pressSequentially("Please call back @The sen");
  await expect(page.getByRole("option", { name: "The senior" })).toBeHidden();
  await note.fill("");
  await note.pressSequentially("Please call back @sen");
  await expect(page.getByRole("option", { name: "The senior" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(note).toHaveValue("Please call back @The senior ");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByText("Please call back @The senior")).toBeVisible();
  await page.getByRole("button", { name: /assigned to/ }).click();
  await page.getByRole("menuitemradio", { name: "The senior" }).click();
  await expect(page.getByText(/gave this to/)).toBeVisible();
  const ben = await colleague(organisation.emailOf("senior"));
  await ben.goto("/messages?filter=mine");
  await rowOf(ben, "Maria").click();
  await expect(ben.getByText("Please call back @The senior")).toBeVisible();
  await look("messages-note", { whole: false });
});

test("V3 ten thousand threads scroll to their end, in order, without a gap; an empty and a failing list say so", async ({
  page,
  organisation,
  signInAs,
  look,
  watch,
}) => {
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages");
  await expect(page.getByRole("heading", { name: "Talk with your families" })).toBeVisible();
  await look("messages-empty", { whole: false });
  await organisation.addThreads(10_000);
  await page.reload();
  await expect(rowOf(page, "House 10000")).toBeVisible();
  const seen = new Set<number>();
  const note = async () => {
    const shown = await page.locator("[data-thread]").allTextContents();
    for (const text of shown) seen.add(Number(/House (\d+)/.exec(text)?.[1]));
  };
  await expect(async () => {
    await note();
    await page.locator("[data-thread]").last().scrollIntoViewIfNeeded();
    await note();
    expect(seen.size).toBeGreaterThan(400);
  }).toPass({ intervals: [50] });
  const numbers = [...seen].sort((a, b) => b - a);
  expect(
    numbers.every((n, index) => n === 10_000 - index),
    "no gap",
  ).toBe(true);
  expect(await page.locator("[data-thread]").count(), "rows in the page").toBeLessThan(60);
  watch.expectProblems(/conversation\.list|status of 500|Failed to load/);
  await page.route(/conversation\.list/, (route) => route.fulfill({ status: 500, body: "gone" }));
  await page.getByRole("button", { name: "Closed" }).click();
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await look("messages-failing", { whole: false });
});

test("V4 what is unread begins far above what is loaded: one press leads there, with everything below it read from there on", async ({
  page,
  organisation,
  signInAs,
}) => {
  test.setTimeout(300_000);
  const lines = Array.from({ length: 130 }, (_, at) => `Line ${at + 1}`);
  const maria = await organisation.addThread("Maria", lines);
  await signInAs(organisation.emailOf("owner"));
  await page.goto(maria.path);
  await expect(bubble(page, "Line 130")).toBeAttached();
  await page.getByRole("button", { name: "First unread" }).click();
  await expect(bubble(page, "Line 1")).toBeInViewport();
  await expect(page.getByText("New for you")).toBeInViewport();
  await expect(page.getByRole("button", { name: "First unread" })).toHaveCount(0);
  expect(await wordsOf(page, "staff")).toEqual(lines);
});
