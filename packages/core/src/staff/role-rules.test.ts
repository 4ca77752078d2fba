import { expect, it } from "vitest";
import { roles } from "../access/permissions.ts";
import { mayManage, rolesToGive } from "./role-rules.ts";

it("O1 T65 owners manage everybody, admins what is below them", () => {
  expect(rolesToGive("owner")).toEqual(roles);
  expect(rolesToGive("admin")).toEqual(["senior", "basic"]);
  for (const role of roles) expect(mayManage("admin", role)).toBe(role === "senior" || role === "basic");
  expect(rolesToGive("basic")).toEqual([]);
});
