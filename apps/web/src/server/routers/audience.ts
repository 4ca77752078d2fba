import { countMissingValues } from "@packpost/core/audience/count-missing-values";
import { listAudience } from "@packpost/core/audience/list-audience";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import {
  countAudienceSchema,
  countMissingValuesSchema,
  listAudienceSchema,
} from "@packpost/core/audience/schemas";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** Who a campaign will reach and who not, before it is sent. */
export const audienceRouter = createRouter({
  count: permitted("campaign.read")
    .input(countAudienceSchema)
    .query(({ ctx, input }) => countAudience({ ctx, input })),
  countMissing: permitted("campaign.read")
    .input(countMissingValuesSchema)
    .query(({ ctx, input }) => countMissingValues({ ctx, input })),
  list: permitted("campaign.read")
    .input(listAudienceSchema)
    .query(({ ctx, input }) => listAudience({ ctx, input })),
});
