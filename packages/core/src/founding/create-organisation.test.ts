import { expect, it } from "vitest";
import { createOrganisationSchema } from "./create-organisation.ts";

const given = {
  name: "Riverside",
  zone: "UTC",
  sender: "Riverside <News@Riverside.example>",
  postalAddress: "14 Meadow Lane",
  ownerName: "Dana",
  ownerEmail: "‘Dana@Müller.example’",
  passes: ["Pass"],
};

it("K11 K17 takes addresses of a new organisation as people paste them", () => {
  expect(createOrganisationSchema.parse(given)).toMatchObject({
    sender: "news@riverside.example",
    ownerEmail: "dana@xn--mller-kva.example",
  });
  const refused = createOrganisationSchema.safeParse({ ...given, sender: "news@riverside" });
  expect(refused.error?.issues[0]?.message).toContain("its ending is missing");
});
