import type { RecipientStatus } from "@packpost/core/campaign/buckets";
import type { DeliveryRequest } from "@packpost/core/delivery/list-deliveries";
import { describe, expect, it } from "vitest";
import { formatAddresses, formatStates, isMoving } from "./format-deliveries.ts";

const at = new Date("2026-11-22T14:02:00Z");
const request = (...statuses: RecipientStatus[]): DeliveryRequest => ({
  id: "r",
  purpose: "preview",
  about: null,
  at,
  by: "Dana",
  deliveries: statuses.map((status, i) => ({
    id: `${i}`,
    to: `p${i}@staff.example`,
    status,
    at,
    providerMessage: null,
    elsewhere: undefined,
  })),
});

describe("words about previews", () => {
  it("C6 says to how many and what became of them", () => {
    expect(formatAddresses(request("sent", "sent"))).toBe("Sent to 2 addresses");
    expect(formatAddresses(request("sent"))).toBe("Sent to p0@staff.example");
    expect(formatStates(request("delivered", "delivered"))).toBe("delivered");
    expect(formatStates(request("delivered", "bounced", "delivered"))).toBe("2 delivered, 1 bounced");
  });

  it("C6 looks again while something may change, for a few minutes", () => {
    expect(isMoving([request("delivered", "sent")], new Date(at.getTime() + 60_000))).toBe(true);
    expect(isMoving([request("delivered", "bounced")], at)).toBe(false);
    expect(isMoving([request("sent")], new Date(at.getTime() + 600_000))).toBe(false);
    expect(isMoving([request("waiting")], new Date(at.getTime() + 600_000))).toBe(true);
    expect(isMoving([request("waiting")], new Date(at.getTime() + 1_200_000))).toBe(false);
  });
});
