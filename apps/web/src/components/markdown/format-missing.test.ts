import { expect, it } from "vitest";
import { formatLacked, formatLackers } from "./format-missing.ts";

it("says what somebody lacks as one would say it", () => {
  expect(`14 have ${formatLacked("pet_names")}`).toBe("14 have no pet name");
  expect(`14 have ${formatLacked("valid_through")}`).toBe("14 have a registration without an end date");
  expect(formatLackers("valid_through")).toBe("Registration without an end date");
  expect(formatLackers("first_name")).toBe("No first name");
});
