import { expect, it } from "vitest";
import { wordLacked, wordLackers } from "./word-missing.ts";

it("says what somebody lacks as one would say it", () => {
  expect(`14 have ${wordLacked("pet_names")}`).toBe("14 have no pet name");
  expect(`14 have ${wordLacked("valid_through")}`).toBe("14 have a registration without an end date");
  expect(wordLackers("valid_through")).toBe("Registration without an end date");
  expect(wordLackers("first_name")).toBe("No first name");
});
