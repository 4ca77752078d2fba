import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;

beforeAll(async () => {
  delete process.env.TRUSTED_PROXIES;
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

it("O1 without a proxy told to us, an address that a client writes gives it no tries more", async () => {
  const { POST } = await import("../../apps/web/src/app/api/auth/[...all]/route.ts");
  const found: number[] = [];
  for (let at = 0; at < 12; at += 1) {
    const forged = {
      "x-forwarded-for": `9.9.9.${at}`,
      "x-real-ip": `9.9.9.${at}`,
      forwarded: `for=9.9.9.${at}`,
    };
    const headers = new Headers({ "content-type": "application/json", origin: appUrl, ...forged });
    const body = JSON.stringify({ email: "somebody@staff.example", password: "wrong" });
    const request = new Request(`${appUrl}/api/auth/sign-in/email`, { method: "POST", headers, body });
    found.push((await POST(request, {})).status);
  }
  expect(found).toEqual([...Array(10).fill(401), 429, 429]);
});
