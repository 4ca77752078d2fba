import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { planHouseholds } from "./plan-households.ts";

const households = planHouseholds(createRandom(2027));
const people = households.flatMap((household) => household.people);

describe("Riverside's households", () => {
  it("are 430 families with 600 people, 475 of them of the main pass", () => {
    expect([households.length, people.length]).toEqual([430, 600]);
    expect(households.filter((one) => one.main).flatMap((one) => one.people)).toHaveLength(475);
  });

  it("share a mailbox only where that is meant", () => {
    const mailboxes = people.flatMap(({ email }) => (email?.includes("@") ? [email.toLowerCase()] : []));
    const shared = mailboxes.filter((mailbox, at) => mailboxes.indexOf(mailbox) !== at);
    expect(shared).toHaveLength(people.filter((person) => person.case.address === "shared").length);
  });

  it("contain the people of the drawings and a few without names", () => {
    const names = people.map(({ firstName, lastName }) => `${firstName} ${lastName}`);
    for (const name of [
      "Maria Okafor",
      "Tom Brown",
      "Lena Schmidt",
      "Adebayo Lewis",
      "Ana Petrov",
      "Chloe Martin",
      "Dev Haddad",
    ]) {
      expect(names).toContain(name);
    }
    expect(households.filter((one) => one.petNames.includes(""))).toHaveLength(8);
    expect(people.some((person) => person.firstName === "")).toBe(true);
  });
});
