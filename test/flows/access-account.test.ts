import { can, type Permission, roles } from "@packpost/core/access/permissions";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { accountInputs } from "../abuse/account-inputs.ts";
import { callPath } from "../support/call-path.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(1);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** Whom a procedure is for: one's own account is everybody's; what one's organisation asks of it, the owner's. */
const takes = (name: string): Permission =>
  name.startsWith("account.") ? "account.write" : "settings.security";

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "allowed";
  } catch (error) {
    return error instanceof TRPCError ? error.code : String(error);
  }
}

describe("O1 who may what with accounts", () => {
  it("covers every procedure of accounts and factors", () => {
    const ours = Object.keys(web.appRouter._def.procedures).filter((name) => /^account\.|Factor/i.test(name));
    expect(Object.keys(accountInputs).toSorted()).toEqual(ours.toSorted());
  });

  it.each(roles)("O1 %s staff are let through, or refused, as the table says", async (role) => {
    const caller = await web.as(organisation, role);
    for (const [name, input] of Object.entries(accountInputs)) {
      const code = await codeOf(callPath(caller, name, input));
      expect(`${name}: ${code === "FORBIDDEN"}`).toBe(`${name}: ${!can(role, takes(name))}`);
    }
  });

  it("O1 without a fresh proof nothing of the ways to sign in is changed", async () => {
    const caller = await web.as(organisation, "owner", "none");
    for (const name of [
      "account.factors.beginPasskey",
      "account.factors.addPasskey",
      "account.factors.beginAuthenticator",
      "account.factors.confirmAuthenticator",
      "account.factors.remove",
      "account.factors.renewRecoveryCodes",
      "settings.requireSecondFactor",
    ])
      await expect(callPath(caller, name, accountInputs[name]), name).rejects.toMatchObject({
        cause: { code: "step_up_required" },
      });
  });
});
