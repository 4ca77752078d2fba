import { expect, test } from "../fixtures/test.ts";
import { bubble, rowOf } from "../pages/messages.ts";

test("V9 O2 T42 mail comes in: the settings' test arrives, and what nobody could place is put into a conversation and taken out again", async ({
  page,
  organisation,
  world,
  signInAs,
  watch,
  look,
}) => {
  const token = `sandbox-${organisation.id}`;
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));

  await test.step("O2 the settings: a test goes out and arrives", async () => {
    // Its own: the simulator hands mail to the server whose address it is.
    const place = `reply-${organisation.id.slice(0, 8)}.example`;
    const led = await page.request.put(`${world.simulatorUrl}/_servers/${token}`, {
      data: { name: "Lakeside Dogs", inboundAddress: place },
    });
    expect(led.ok()).toBe(true);
    await page.goto("/settings/messages");
    const section = page.locator("#inbound");
    await expect(section.getByRole("button", { name: "Send a test" })).toBeDisabled();
    await section.getByLabel("Inbound address").fill(place);
    await section.getByRole("button", { name: "Save" }).click();
    await section.getByRole("button", { name: "Send a test" }).click();
    await expect(section.getByText(/Answers come in\. The test arrived/)).toBeVisible({ timeout: 30_000 });
    await look("settings-inbound", { whole: false });
  });

  await test.step("T42 the list hears of it at once", async () => {
    await page.goto("/messages");
    await expect(rowOf(page, "Maria")).toBeVisible();
    const mail = { action: "write", token, from: '"Ellen" <ellen@mail.example>', subject: "Two beagles" };
    const written = await page.request.post(`${world.simulatorUrl}/_act`, {
      data: { ...mail, body: "Do you have room at Easter?" },
    });
    expect(await written.json()).toMatchObject({ ok: true });
    await page.getByRole("link", { name: "1 email nobody could place" }).click();
  });

  await test.step("T42 put into a family's conversation", async () => {
    await page.getByRole("button", { name: "Join to a family" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("mari");
    // By their address, since they have no number.
    await dialog.getByRole("button", { name: new RegExp(`Maria.*${maria.address}`) }).click();
    // The list hears that it is settled before the answer is here, and the dialog goes with the card it stands on.
    await page.route(/conversation\.settleMail/, async (route) => {
      const answer = await route.fetch();
      await expect(page.getByText("Nothing waits here")).toBeVisible();
      await route.fulfill({ response: answer });
    });
    await dialog.getByRole("button", { name: "Put it there" }).click();
    await expect(page).toHaveURL(new RegExp(maria.path));
    await expect(page.getByText(/put the email of ellen@mail\.example here/)).toBeVisible();
    await look("mail-placed", { whole: false });
  });

  await test.step("T42 taken out again: gone there, without a reload, and with its sender now", async () => {
    await page.getByRole("button", { name: "Take it out again" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take it out" }).click();
    await expect(page).not.toHaveURL(new RegExp(maria.path));
    const mail = page.getByRole("log").getByText("Do you have room at Easter?");
    await expect(mail).toBeVisible();
    await page.goBack();
    await expect(bubble(page, "Hello")).toBeVisible();
    await expect(page.getByText(/took the email of ellen@mail\.example out again/)).toBeVisible();
    await expect(mail).toHaveCount(0);
  });

  await test.step("P6 a customers' page that is not there leads to their messages", async () => {
    watch.expectProblems(/404/);
    await page.goto(`/portal/${organisation.slug}/nothing/here`);
    await expect(page.getByRole("heading", { name: "This page does not exist" })).toBeVisible();
    await page.getByRole("link", { name: "To your messages" }).click();
    await expect(page).toHaveURL(new RegExp(`/portal/${organisation.slug}$`));
  });
});
