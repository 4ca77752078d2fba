import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import * as z from "zod";

// Entry of the thread in which drafts are looked through: one at a time, ended from outside when one takes too long.

// On Linux this is the thread's own priority: requests go first, before what it needs is loaded too.
setPriority(10);
const { prepareDraft } = await import("./prepare-draft.ts");

const jobSchema = z.object({
  draft: z.object({ subject: z.string(), preheader: z.string(), bodyMarkdown: z.string() }),
  options: z.object({
    letterhead: z.object({
      name: z.string(),
      postalAddress: z.string(),
      brandColor: z.string().nullish(),
      language: z.string().optional(),
      logoUrl: z.string().nullish(),
    }),
    mark: z.enum(["preview", "copy"]).optional(),
    closing: z.string().optional(),
    closingLanguage: z.string().optional(),
  }),
});

parentPort?.on("message", async (message: unknown) => {
  const { draft, options } = jobSchema.parse(message);
  const { letterhead, mark, closing, closingLanguage } = options;
  const { brandColor = null, logoUrl = null, language, ...head } = letterhead;
  const prepared = await prepareDraft(draft, {
    letterhead: { ...head, brandColor, logoUrl, ...(language !== undefined && { language }) },
    ...(mark !== undefined && { mark }),
    ...(closing !== undefined && { closing, closingLanguage }),
  });
  parentPort?.postMessage(prepared);
});
parentPort?.postMessage("ready");
