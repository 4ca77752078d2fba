import { correctEntry } from "@packpost/core/manual-recipients/correct-entry";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { listEntries } from "@packpost/core/manual-recipients/list-entries";
import { removeEntries } from "@packpost/core/manual-recipients/remove-entries";
import {
  correctEntrySchema,
  enterPeopleSchema,
  listEntriesSchema,
  removeEntriesSchema,
  suggestPeopleSchema,
  undoEntriesSchema,
} from "@packpost/core/manual-recipients/schemas";
import { suggestPeople } from "@packpost/core/manual-recipients/suggest-people";
import { undoEntries } from "@packpost/core/manual-recipients/undo-entries";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** A campaign's lists: people added to it or excluded from it by hand. */
export const campaignEntriesRouter = createRouter({
  list: permitted("campaign.read")
    .input(listEntriesSchema)
    .query(({ ctx, input }) => listEntries({ ctx, input })),
  suggest: permitted("campaign.write")
    .input(suggestPeopleSchema)
    .query(({ ctx, input }) => suggestPeople({ ctx, input })),
  enter: permitted("campaign.write")
    .input(enterPeopleSchema)
    .mutation(({ ctx, input }) => enterPeople({ ctx, input })),
  correct: permitted("campaign.write")
    .input(correctEntrySchema)
    .mutation(({ ctx, input }) => correctEntry({ ctx, input })),
  remove: permitted("campaign.write")
    .input(removeEntriesSchema)
    .mutation(({ ctx, input }) => removeEntries({ ctx, input })),
  undo: permitted("campaign.write")
    .input(undoEntriesSchema)
    .mutation(({ ctx, input }) => undoEntries({ ctx, input })),
});
