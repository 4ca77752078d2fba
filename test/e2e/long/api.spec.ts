import { createServer } from "node:http";
import { expect, test } from "../fixtures/test.ts";

/** Another system of the business: takes what it is sent, and answers as it is told. */
async function listen() {
  const receiver = { answer: 204, messages: 0, url: "", close: (): void => undefined };
  const server = createServer((request, response) => {
    request.resume();
    receiver.messages += 1;
    response.writeHead(receiver.answer).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  receiver.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/hook`;
  receiver.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return receiver;
}

test("P10 a key is made, shown once, rotated and revoked; whatever is used with it is seen", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await signInAs(organisation.emailOf("admin"));
  await page.goto("/settings");
  await page.getByRole("main").getByRole("link", { name: /^API/ }).click();
  await expect(page.getByRole("heading", { name: "No keys yet" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "No webhooks yet" })).toBeVisible();
  await look("api-empty");

  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make the key" }).click();
  await expect(dialog.getByText("Give the key a name")).toBeVisible();
  await expect(dialog.getByText("Choose at least one thing that it may do")).toBeVisible();
  await look("api-new-key", { whole: false, part: "dialog[open]" });
  await dialog.getByLabel("What it is for").fill("Work orders");
  await dialog.getByLabel("Send mail").check();
  await dialog.getByRole("button", { name: "Make the key" }).click();
  const key = (await dialog.locator("code").textContent()) ?? "";
  expect(key).toMatch(/^ppk_/);
  await look("api-key-shown", { whole: false, part: "dialog[open]" });
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText(key)).toHaveCount(0);
  const line = page.getByRole("listitem").filter({ hasText: "Work orders" });
  await expect(line).toContainText("never used");

  const address = (await page.locator("dl code").first().textContent()) ?? "";
  const answer = await page.request.get(`${address}/key`, { headers: { authorization: `Bearer ${key}` } });
  expect((await answer.json()).name).toBe("Work orders");
  await page.reload();
  await expect(line).toContainText("last used");

  await line.getByRole("button", { name: "Rotate the key Work orders" }).click();
  await expect(page.getByRole("dialog", { name: "Rotate “Work orders”" })).toBeVisible();
  await look("api-rotate", { whole: false, part: "dialog[open]" });
  await page.getByRole("dialog").getByRole("button", { name: "Make the new key" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "I have copied it" }).click();
  await expect(line).toContainText("works until");
  await look("api-keys");
  await line.getByRole("button", { name: "Revoke the key Work orders" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke the key" }).click();
  await expect(line).toContainText("Revoked");
  const refused = await page.request.get(`${address}/key`, { headers: { authorization: `Bearer ${key}` } });
  expect(refused.status()).toBe(401);
});

test("P10 a webhook is added, tested, fails aloud, and is sent again to", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  const receiver = await listen();
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/api");
  await page.getByRole("button", { name: "New webhook" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Shop");
  await dialog.getByLabel("Address").fill("http://shop.example/hook");
  await dialog.getByRole("button", { name: "Add the webhook" }).click();
  await expect(dialog.getByText("It must begin with https://")).toBeVisible();
  await dialog.getByLabel("Address").fill(receiver.url);
  await dialog.getByRole("button", { name: "Add the webhook" }).click();
  await expect(dialog.locator("code")).toContainText("whsec_");
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  const line = page.getByRole("listitem").filter({ hasText: "Shop" });
  await expect(line).toContainText("Nothing has been reported yet.");
  await line.getByRole("button", { name: "Send a test to Shop" }).click();
  await expect(line).toContainText("answered 204", { timeout: 30_000 });
  expect(receiver.messages).toBe(1);
  receiver.answer = 500;
  await line.getByRole("button", { name: "Send a test to Shop" }).click();
  await expect(line).toContainText("answered 500", { timeout: 30_000 });
  await look("api-webhooks");
  await line.getByRole("button", { name: "Details of Shop" }).click();
  await expect(page.getByRole("dialog").getByRole("row")).toHaveCount(3);
  await look("api-webhook-details", { whole: false, part: "dialog[open]" });
  await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
  await page.keyboard.press("Escape");
  await expect(line).toContainText("Turned off");
  await line.getByRole("button", { name: "Turn Shop on" }).click();
  await expect(line.getByRole("button", { name: "Turn Shop on" })).toHaveCount(0);
  await line.getByRole("button", { name: "Details of Shop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove it for good?" }).click();
  await expect(page.getByRole("heading", { name: "No webhooks yet" })).toBeVisible();
  receiver.close();
});

test("P10 the reference is a page of our own host that works under its own policy", async ({
  page,
  organisation,
  signInAs,
}) => {
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/api");
  await page.getByRole("link", { name: "Reference" }).click();
  await expect(page.getByRole("heading", { name: "Packpost API" })).toBeVisible();
  await expect(page.getByText("Send a mail to one customer")).toBeVisible();
  await page.screenshot({ path: ".artifacts/e2e/screens/api-reference.png" });
});
