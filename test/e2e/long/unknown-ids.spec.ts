import { expect, test } from "../fixtures/test.ts";

test("unknown campaigns answer 404 at once, whatever stands for their id", async ({
  page,
  signInAs,
  watch,
}) => {
  watch.expectProblems(/404/);
  await signInAs("dana@riverside.example");
  const unknown = ["01a02b98-5a40-73f5-a60e-000000000000", "new", "%00", "not-an-id"];
  await page.request.get(`/campaigns/${unknown[0]}`);
  for (const id of unknown) {
    const began = performance.now();
    const answer = await page.request.get(`/campaigns/${id}`);
    expect([id, answer.status() >= 400 && answer.status() < 500]).toEqual([id, true]);
    if (id !== "%00") expect([id, answer.status()]).toEqual([id, 404]);
    expect(performance.now() - began, id).toBeLessThan(1_000);
  }
  await page.goto("/campaigns");
  const path = await page.getByRole("link", { name: "Agility field reopens" }).getAttribute("href");
  await page.goto(`${path}?recipient=${unknown[0]}`);
  await expect(page.getByRole("dialog", { name: "What became of it" })).toContainText(
    /not in|does not exist/,
  );
});
