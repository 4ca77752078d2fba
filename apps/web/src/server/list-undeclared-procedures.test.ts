import { initTRPC } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { listUndeclaredProcedures } from "./list-undeclared-procedures.ts";

describe("every procedure declares a permission", () => {
  it("finds the ones that don't, in nested routers too", () => {
    const t = initTRPC.meta<{ permission: string }>().create();
    const router = t.router({
      good: t.procedure.meta({ permission: "campaign.read" }).query(() => 1),
      nested: t.router({
        bare: t.procedure.query(() => 1),
        typo: t.procedure.meta({ permission: "campain.read" }).query(() => 1),
      }),
    });
    expect(listUndeclaredProcedures(router)).toEqual(["nested.bare", "nested.typo"]);
  });

  it("none in our router", async () => {
    process.env.NEXT_PHASE = "phase-production-build"; // only its shape is looked at: no environment needed
    const { appRouter } = await import("./router.ts");
    expect(Object.keys(appRouter._def.procedures).length).toBeGreaterThan(0);
    expect(listUndeclaredProcedures(appRouter)).toEqual([]);
  });
});
