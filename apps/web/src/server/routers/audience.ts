import { countAudience } from "@packpost/core/audience/count-audience";
import { countMissingValues } from "@packpost/core/audience/count-missing-values";
import { listAudience } from "@packpost/core/audience/list-audience";
import {
  countAudienceSchema,
  countMissingValuesSchema,
  listAudienceSchema,
} from "@packpost/core/audience/schemas";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { verbContext } from "#web/server/verb-context.ts";

/** Who a campaign will reach and who not, before it is sent. */
export const audienceRouter = createRouter({
  count: permitted("campaign.read")
    .input(countAudienceSchema)
    .query(async ({ ctx, input }) => countAudience({ ctx: await verbContext(ctx), input })),
  countMissing: permitted("campaign.read")
    .input(countMissingValuesSchema)
    .query(async ({ ctx, input }) => countMissingValues({ ctx: await verbContext(ctx), input })),
  list: permitted("campaign.read")
    .input(listAudienceSchema)
    .query(async ({ ctx, input }) => listAudience({ ctx: await verbContext(ctx), input })),
});
