import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/**
 * Finds a recipient by the provider's id of their mail; written by triggers. As in BroadcastTally there is no key: rows are only ever
 * looked up by SQL, and the recipient's row says whether the id is theirs.
 */
export const ProviderMessageKey = defineEntity({
  name: "ProviderMessageKey",
  tableName: "provider_message_key",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>().primary(),
    /** A hash of the id. */
    key: p.bigint().primary(),
    recipientId: p.uuid().primary(),
  },
});
