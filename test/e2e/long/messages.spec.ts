import { holdBack } from "../fixtures/hold-back.ts";
import { expect, test } from "../fixtures/test.ts";
import { bubble, composerOf, rowOf, tabDot, wordsOf } from "../pages/messages.ts";

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
  await page.getByRole("button", { name: "New saved reply" }).click();
  await page.getByLabel("Name").fill("Opening hours");
  await page.getByLabel("What it says").fill("From eight to six.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Edit “Opening hours”" })).toBeVisible();
  await look("messages-saved-replies", { whole: false, part: "dialog" });
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  // Pointer and keys mean one row between them.
  await composerOf(page).pressSequentially("/");
  const replies = page.getByRole("option");
  await expect(replies).toHaveCount(2);
  await replies.last().hover();
  await expect(replies.last()).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("option", { selected: true })).toHaveCount(1);
  await page.keyboard.press("ArrowUp");
  await expect(replies.first()).toHaveAttribute("aria-selected", "true");
  await composerOf(page).pressSequentially("park");
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
  // Amber in dark too: nobody takes it for what the family reads.
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("[data-kind=note] > div").filter({ hasText: "Please call back" })).toHaveCSS(
    "background-color",
    "rgb(58, 45, 20)",
  );
  await look("messages-note-dark", { whole: false });
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: /assigned to/ }).click();
  await page.getByRole("menuitemradio", { name: "The senior" }).click();
  await expect(page.getByText(/gave this to/)).toBeVisible();
  const ben = await colleague(organisation.emailOf("senior"));
  await ben.goto("/messages?filter=mine");
  await rowOf(ben, "Maria").click();
  await expect(ben.getByText("Please call back @The senior")).toBeVisible();
  await look("messages-note", { whole: false });
});

test("V1 T15 while one reads back, older entries come in above what one looks at, and nothing moves under the finger", async ({
  page,
  organisation,
  signInAs,
}) => {
  const lines = Array.from({ length: 130 }, (_, n) => `Line ${n + 1}`);
  const maria = await organisation.addThread("Maria", lines);
  await signInAs(organisation.emailOf("owner"));
  // All of it is unread, so the page asks for what is before the first one that it shows.
  const older = await holdBack(page, /conversation\.read.*before/);
  await Promise.all([older.asked, page.goto(maria.path)]);
  const there = bubble(page, "Line 85");
  await expect(there).toBeVisible();
  await expect(bubble(page, "Line 40")).toHaveCount(0);
  const before = await there.boundingBox();
  older.letGo();
  await expect(bubble(page, "Line 40")).toHaveCount(1);
  const after = await there.boundingBox();
  expect(Math.abs((after?.y ?? Number.NaN) - (before?.y ?? 0))).toBeLessThan(2);
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
