/**
 * Proof of tenancy: an id that came from a session, an API key, a token, a webhook's path or a workflow's own row.
 * Minted only through {@link organisationIdFrom}; every verb and every unit of work asks for it.
 */
export type OrganisationId = string & { readonly __brand: "OrganisationId" };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Mints an organisation id at one of the trusted edges.
 * @param trusted a value the edge has authenticated
 * @throws {TypeError} when it is not a uuid
 */
export function organisationIdFrom(trusted: string): OrganisationId {
  if (!UUID.test(trusted)) throw new TypeError("an organisation id must be a uuid");
  return trusted.toLowerCase() as OrganisationId;
}
