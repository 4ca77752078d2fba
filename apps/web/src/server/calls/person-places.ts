import { takePlace } from "@packpost/core/capacity/take-place";
import type { PackpostError } from "@packpost/core/errors";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { Slots } from "@packpost/db/slots";

/** Whose a place is. */
export interface PlaceOwner {
  readonly organisationId: OrganisationId;
  /** Of a staff member or of a customer: places of the two are never of one name. */
  readonly personId: string;
}

interface PersonPlacesOptions {
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
export class PersonPlaces {
  readonly #ofPerson: Slots;
  readonly #ofOrganisation: Slots;
  readonly #refusal: PersonPlacesOptions["refusal"];

  /** @param name unique name of what the places are for */
  constructor(name: string, options: PersonPlacesOptions) {
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
  async take({ organisationId, personId }: PlaceOwner): Promise<() => void> {
    const giveBack = await takePlace(this.#ofPerson, `${organisationId}/${personId}`, this.#refusal);
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
