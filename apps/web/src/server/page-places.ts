import { PackpostError } from "@packpost/core/errors";
import { after } from "next/server";
import { cache } from "react";
import { PersonPlaces, type PlaceOwner } from "./calls/person-places.ts";

/** Longer than any page takes to be made and read; that a reader has gone is not always told. */
const HELD_MS = 60_000;

/**
 * Places for pages being made, as calls have them: a page asks for as much as ten calls. A person opens some tabs at once;
 * whatever is asked for beyond takes its turn, and no organisation has all places. Customers have a line of their own.
 */
const limits = {
  most: 48,
  mostOfOrganisation: 24,
  mostOfPerson: 6,
  mostWaiting: { ofOrganisation: 240, ofPerson: 40 },
  waitMs: 8_000,
  refusal: () =>
    new PackpostError("unavailable", "Very many pages are being opened at this moment.", {
      effect: "Nothing was changed.",
      nextStep: "Try again in a few seconds.",
      retryAfterSeconds: 5,
    }),
};
const lines = {
  team: new PersonPlaces("pages", limits),
  customers: new PersonPlaces("portal-pages", limits),
};

/**
 * Takes a place for the page being made, once a request, and gives it back when the page has been sent.
 * @throws {PackpostError} unavailable: the error page says so
 */
export const takePagePlace = cache(
  async (
    line: keyof typeof lines,
    organisationId: PlaceOwner["organisationId"],
    person: string,
  ): Promise<void> => {
    const giveBack = await lines[line].take({ organisationId, personId: person });
    const timer = setTimeout(giveBack, HELD_MS).unref();
    after(() => {
      clearTimeout(timer);
      giveBack();
    });
  },
);
