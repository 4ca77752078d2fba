import { createOrganisationSchema } from "@packpost/core/founding/create-organisation";
import { expect, it } from "vitest";
import { describeProblems } from "./describe-problems.ts";

const problemsOf = (input: unknown) => {
  const { error } = createOrganisationSchema.safeParse(input);
  return error === undefined ? null : describeProblems(error);
};

it("O1 a description is refused by the words that are typed", () => {
  expect(problemsOf({})).toBe(
    "Missing: --name, --zone, --sender, --postal-address, --owner-name, --owner-email, --pass.",
  );
  const whole = {
    ...{ name: "Hill", zone: "Europe/Berlin", sender: "news@hill.example", postalAddress: "1 Hill" },
    ...{ ownerName: "Lee", ownerEmail: "lee@hill.example", passes: ["2027"] },
  };
  expect(problemsOf(whole)).toBeNull();
  expect(problemsOf({ ...whole, ownerEmail: "lee", passes: undefined })).toBe(
    "Missing: --pass.\n  --owner-email: This is not an email address. There is no @ in it.",
  );
});
