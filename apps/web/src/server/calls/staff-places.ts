import { takePlace } from "@packpost/core/capacity/take-place";
import type { PackpostError } from "@packpost/core/errors";
import { Slots } from "@packpost/db/slots";
import type { Staff } from "#web/server/auth/find-staff.ts";

/** Whose a place is. */
export type PlaceOwner = Pick<Staff, "organisationId" | "staffMemberId">;

interface StaffPlacesOptions {
  /** In this process, of one organisation, and of one person. */
  readonly most: number;
  readonly mostOfOrganisation: number;
  readonly mostOfPerson: number;
  /** How many may wait for a place; the next is refused at once. */
  readonly mostWaiting: { readonly ofOrganisation: number; readonly ofPerson: number };
  readonly waitMs: number;
  /** What whoever gets none is told. */
  readonly refusal: (retryAfterSeconds: number) => PackpostError;
}

/** Places for what signed-in people ask for: bounded for each, for each organisation and in all, see {@link Slots}. */
export class StaffPlaces {
  readonly #ofPerson: Slots;
  readonly #ofOrganisation: Slots;
  readonly #refusal: StaffPlacesOptions["refusal"];

  /** @param name unique name of what the places are for */
  constructor(name: string, options: StaffPlacesOptions) {
    const { most, mostOfOrganisation, mostOfPerson, mostWaiting, waitMs } = options;
    this.#refusal = options.refusal;
    this.#ofPerson = Slots.ofProcess(`${name}-of-person`, {
      most: Number.POSITIVE_INFINITY,
      mostOfOne: mostOfPerson,
      mostWaitingOfOne: mostWaiting.ofPerson,
      waitMs,
    });
    this.#ofOrganisation = Slots.ofProcess(`${name}-of-organisation`, {
      most,
      mostOfOne: mostOfOrganisation,
      mostWaitingOfOne: mostWaiting.ofOrganisation,
      waitMs,
    });
  }

  /**
   * Takes a place, waiting a while for it.
   * @returns gives it back
   * @throws {PackpostError} the refusal
   */
  async take({ organisationId, staffMemberId }: PlaceOwner): Promise<() => void> {
    const giveBack = await takePlace(this.#ofPerson, `${organisationId}/${staffMemberId}`, this.#refusal);
    try {
      const giveBackToo = await takePlace(this.#ofOrganisation, organisationId, this.#refusal);
      return () => {
        giveBackToo();
        giveBack();
      };
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}
