import { readMail } from "../fixtures/read-mail.ts";
import { expect, test } from "../fixtures/test.ts";

const password = "four brown dogs ran home";

test("O1 T64 somebody is invited, joins by the mail's link and sees what their role may see", async ({
  page,
  context,
  world,
  organisation,
  signInAs,
  watch,
  look,
}) => {
  // A weak password is refused on purpose.
  watch.expectProblems(/400/);
  const address = `nia-${organisation.id}@mail.example`;
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/staff");
  await expect(page.getByRole("list", { name: "Team" }).getByRole("listitem")).not.toHaveCount(0);
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await expect(dialog.getByText("This is not an email address")).toBeVisible();
  await dialog.getByLabel("Email address").fill(address.toUpperCase());
  await dialog.getByLabel("Name").fill("Nia New");
  await dialog.getByLabel("Basic").check();
  await look("staff-invite", { whole: false, part: "dialog[open]" });
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  const line = page
    .getByRole("list", { name: "Invited" })
    .getByRole("listitem")
    .filter({ hasText: "Nia New" });
  await expect(line).toContainText("Delivered");
  await look("staff-list");

  await page.getByRole("button", { name: "Invite somebody" }).click();
  await dialog.getByLabel("Email address").fill(address);
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await expect(dialog.getByText("They are invited already.")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  // In the same browser somebody else is signed in: one press leads on.
  const [, path = ""] = await readMail(world, address, /href="[^"]*(\/invitation\/[a-z2-7]{52})"/);
  await page.goto(path);
  await expect(page.getByText("You are signed in as")).toBeVisible();
  await look("invitation-wrong-account");
  await page.getByRole("button", { name: "Sign out and continue" }).click();
  await expect(page.getByLabel("Your name")).toHaveValue("Nia New");
  await expect(page.getByText("n•••@mail.example")).toBeVisible();
  await page.getByRole("textbox", { name: "Password" }).fill("P@ssw0rd1234");
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "three or four words" })).toBeVisible();
  await look("invitation-new");
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page).not.toHaveURL(/invitation/);
  const navigation = page.getByRole("navigation", { name: "Main" }).filter({ visible: true });
  await expect(navigation.getByRole("link", { name: "Schedule" })).toBeVisible();
  await expect(navigation.getByRole("link", { name: "Campaigns" })).toHaveCount(0);

  await page.goto(path);
  await expect(page.getByRole("heading", { name: "You have joined already" })).toBeVisible();
  await look("invitation-used");
  await context.clearCookies();
  await page.goto(`/invitation/${"a".repeat(52)}`);
  await expect(page.getByRole("heading", { name: "This link leads nowhere" })).toBeVisible();
});

test("O1 T65 a colleague gets another role and leaves; their open page follows", async ({
  page,
  browser,
  world,
  organisation,
  signInAs,
  look,
}, info) => {
  // Their page is refused something on purpose: not watched as a colleague's is.
  const { viewport, isMobile, hasTouch } = info.project.use;
  const theirs = await browser.newContext({
    ...{ baseURL: world.webUrl, locale: "en-GB", reducedMotion: "reduce" },
    ...(viewport && { viewport }),
    ...(isMobile && { isMobile }),
    ...(hasTouch && { hasTouch }),
  });
  await theirs.request.post("/api/auth/sign-in/email", {
    headers: { origin: world.webUrl },
    data: { email: organisation.emailOf("senior"), password: world.password },
  });
  const senior = await theirs.newPage();
  await senior.goto("/campaigns");
  const open = senior.getByRole("navigation", { name: "Main" }).filter({ visible: true });
  await expect(open.getByRole("link", { name: "Campaigns" })).toBeVisible();

  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/staff");
  const line = page
    .getByRole("list", { name: "Team" })
    .getByRole("listitem")
    .filter({ hasText: organisation.emailOf("senior") });
  const act = async (what: string) => {
    await line.getByRole("button", { name: /^More about/ }).click();
    await page.getByRole("menuitem", { name: what }).click();
  };
  await act("Change role");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Basic").check();
  await look("staff-role", { whole: false, part: "dialog[open]" });
  await dialog.getByRole("button", { name: "Make them basic" }).click();
  await expect(line).toContainText("Basic");
  // The list of campaigns is kept up: its stream is refused, and the page draws itself anew without a reload.
  await expect(open.getByRole("link", { name: "Campaigns" })).toHaveCount(0);

  await act("Remove from the team");
  await expect(dialog.getByText("signed out everywhere at once")).toBeVisible();
  await look("staff-remove", { whole: false, part: "dialog[open]" });
  await dialog.getByRole("button", { name: /^Remove / }).click();
  await expect(page.getByRole("list", { name: "Left" }).getByRole("listitem")).toHaveCount(1);
  await look("staff-left");
  await senior.reload();
  await expect(senior).toHaveURL(/sign-in/);
  await theirs.close();
});

test("O1 a forgotten password is replaced by a mailed link", async ({ page, world, organisation, look }) => {
  const address = organisation.emailOf("admin");
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByLabel("Email").fill(address);
  await look("password-forgot");
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByRole("status")).toContainText("a mail with a link is on its way");
  await look("password-asked");
  const [, path = ""] = await readMail(world, address, /href="[^"]*(\/password\/[a-z2-7]{52})"/);
  await page.goto(path);
  await look("password-new");
  await page.getByRole("textbox", { name: "New password" }).fill(password);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Your new password is set")).toBeVisible();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Email").fill(address);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("navigation", { name: "Main" }).filter({ visible: true })).toBeVisible();
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  await look("password-ended");
});
