import { describe, expect, it } from "vitest";
import { type Actor, apiKeyActor, customerActor, staffActor, systemActor } from "./actor.ts";
import { can, permissions, roles } from "./permissions.ts";

const id = "019ac000-0000-7000-8000-000000000000";
const whatMay = ({ permissions: given }: Actor) => [...given].toSorted();

describe("O3 who acts, with what they may", () => {
  it.each(roles)("%s staff: what the table gives the role, and no customer's own choice", (role) => {
    const wanted = permissions.filter((permission) => can(role, permission));
    expect(whatMay(staffActor(id, role))).toEqual(wanted.toSorted());
  });

  it("a customer: what they are sent, and nothing of the staff's", () => {
    expect(whatMay(customerActor(id))).toEqual(["subscription.change"]);
  });

  it("an API key: what it was given", () => {
    expect(whatMay(apiKeyActor(id, ["customer.read"]))).toEqual(["customer.read"]);
    expect(whatMay(apiKeyActor(id, []))).toEqual([]);
  });

  it("the system: nothing that staff do", () => {
    expect(permissions.filter((permission) => systemActor.permissions.has(permission))).toEqual([]);
  });
});
