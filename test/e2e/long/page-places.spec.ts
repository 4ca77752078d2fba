import { expect, test } from "../fixtures/test.ts";

test("O3 whoever opens eighty pages at once waits for their own, is told when it is too much, and keeps nobody else out", async ({
  page,
  playwright,
  world,
  organisation,
}, info) => {
  test.skip(info.project.name === "phone", "One browser says it.");
  const open = async (role: "owner" | "senior") => {
    const request = await playwright.request.newContext({ baseURL: world.webUrl });
    const data = { email: organisation.emailOf(role), password: world.password };
    const answer = await request.post("/api/auth/sign-in/email", { headers: { origin: world.webUrl }, data });
    expect(answer.ok()).toBe(true);
    return request;
  };
  const [many, colleague] = await Promise.all([open("owner"), open("senior")]);
  await many.get("/campaigns");
  const asked = Promise.all(Array.from({ length: 80 }, () => many.get("/campaigns")));
  expect((await colleague.get("/messages")).status()).toBe(200);
  const answers = await asked;
  const shown = await Promise.all(answers.map(async (answer) => (await answer.text()).includes("<h1")));
  // Six at once and forty in line; whether more were served depends on how soon the others were done.
  expect(answers.filter((answer, at) => answer.ok() && shown[at]).length).toBeGreaterThanOrEqual(46);
  const again = await many.get("/campaigns");
  expect(again.status(), "every place is given back").toBe(200);
  await page.goto("/sign-in");
  await Promise.all([many.dispose(), colleague.dispose()]);
});
