import { describe, expect, it } from "vitest";
import { can, permissions, roles } from "./permissions.ts";

describe("who may what", () => {
  it("an owner may everything", () => {
    expect(permissions.every((permission) => can("owner", permission))).toBe(true);
  });

  it("a higher role may whatever a lower one may", () => {
    for (const [index, role] of roles.entries()) {
      for (const lower of roles.slice(index + 1)) {
        for (const permission of permissions)
          if (can(lower, permission)) expect(can(role, permission)).toBe(true);
      }
    }
  });

  it("basic staff see neither campaigns nor all conversations nor customers", () => {
    expect(permissions.filter((permission) => can("basic", permission))).toEqual([
      "account.read",
      "account.write",
      "conversation.own_schedule",
      "schedule.own",
    ]);
  });

  it("seniors write campaigns but do not send, export or manage alerts", () => {
    expect(can("senior", "campaign.write")).toBe(true);
    expect(can("senior", "campaign.send")).toBe(false);
    expect(can("senior", "campaign.export")).toBe(false);
    expect(can("senior", "alert.manage")).toBe(false);
    expect(can("senior", "customer.import")).toBe(false);
  });

  it("admins leave provider keys and the rule of second factors alone", () => {
    expect(permissions.filter((permission) => !can("admin", permission))).toEqual([
      "settings.provider_keys",
      "settings.security",
    ]);
  });
});
