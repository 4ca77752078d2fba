import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { problemSchema, tooTangled } from "../content/checks/problem.ts";
import type { CompileOptions } from "../content/compile/compile-template.ts";
import { compiledTemplateSchema, type Draft } from "../content/template/template.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { PreparedDraft } from "./prepare-draft.ts";
import { ThreadPool } from "./thread-pool.ts";

/** The largest letter takes a tenth of it; what takes longer is made to. */
const limitMs = 4_000;
const waitMs = 8_000;
const preparedSchema = z.object({
  problems: z.array(problemSchema),
  template: compiledTemplateSchema.nullable(),
});

let pool: ThreadPool | undefined;

/**
 * Look through and compile a draft beside everybody's shared loop: a text can be made to cost seconds.
 * @param purpose `look`: only the newest is of use; `send`: each is waited for
 * @throws {PackpostError} unavailable when there was no turn in time; rate_limited when a newer look took its place
 */
export async function prepareInThread(
  ctx: Context,
  draft: Draft,
  options: CompileOptions,
  purpose: "look" | "send",
): Promise<PreparedDraft> {
  pool ??= new ThreadPool({
    file: threadFile(),
    mostThreads: Math.max(2, Math.min(4, availableParallelism())),
    limitMs,
    waitMs,
    mostWaiting: 100,
  });
  const { subject, preheader, bodyMarkdown } = draft;
  const job = await pool.run({ draft: { subject, preheader, bodyMarkdown }, options }, ownerOf(ctx, purpose));
  switch (job.outcome) {
    case "done":
      return preparedSchema.parse(job.answer);
    case "too_long":
      return { problems: [tooTangled], template: null };
    case "replaced":
      throw new PackpostError("rate_limited", "You asked for a newer preview, so this one was not made.", {
        nextStep: "Wait for the newest one, or try again.",
        retryAfterSeconds: 2,
      });
    case "busy":
      throw new PackpostError("unavailable", "Too many previews are being made at this moment.", {
        effect: "Nothing was changed.",
        nextStep: "Try again in a few seconds.",
        retryAfterSeconds: 5,
      });
  }
}

function ownerOf(ctx: Context, purpose: "look" | "send") {
  const person = `${purpose}/${ctx.organisationId}/${"id" in ctx.actor ? ctx.actor.id : ctx.actor.kind}`;
  return { person, organisation: ctx.organisationId, latestOnly: purpose === "look" };
}

/** Found at run time, from wherever the process was started: a bundler must not take the thread's file for its own. */
function threadFile(): string {
  const { resolve } = createRequire(join(process.cwd(), "package.json"));
  return resolve("@packpost/core/draft/draft-thread");
}
