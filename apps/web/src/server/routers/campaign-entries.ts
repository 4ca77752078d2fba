import { correctEntry } from "@packpost/core/entry/correct-entry";
import { enterPeople } from "@packpost/core/entry/enter-people";
import { listEntries } from "@packpost/core/entry/list-entries";
import { removeEntries } from "@packpost/core/entry/remove-entries";
import {
  correctEntrySchema,
  enterPeopleSchema,
  listEntriesSchema,
  removeEntriesSchema,
  suggestPeopleSchema,
  undoEntriesSchema,
} from "@packpost/core/entry/schemas";
import { suggestPeople } from "@packpost/core/entry/suggest-people";
import { undoEntries } from "@packpost/core/entry/undo-entries";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { verbContext } from "#web/server/verb-context.ts";

/** A campaign's lists: people added to it or excluded from it by hand. */
export const campaignEntriesRouter = createRouter({
  list: permitted("campaign.read")
    .input(listEntriesSchema)
    .query(async ({ ctx, input }) => listEntries({ ctx: await verbContext(ctx), input })),
  suggest: permitted("campaign.write")
    .input(suggestPeopleSchema)
    .query(async ({ ctx, input }) => suggestPeople({ ctx: await verbContext(ctx), input })),
  enter: permitted("campaign.write")
    .input(enterPeopleSchema)
    .mutation(async ({ ctx, input }) => enterPeople({ ctx: await verbContext(ctx), input })),
  correct: permitted("campaign.write")
    .input(correctEntrySchema)
    .mutation(async ({ ctx, input }) => correctEntry({ ctx: await verbContext(ctx), input })),
  remove: permitted("campaign.write")
    .input(removeEntriesSchema)
    .mutation(async ({ ctx, input }) => removeEntries({ ctx: await verbContext(ctx), input })),
  undo: permitted("campaign.write")
    .input(undoEntriesSchema)
    .mutation(async ({ ctx, input }) => undoEntries({ ctx: await verbContext(ctx), input })),
});
