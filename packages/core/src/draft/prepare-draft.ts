import { findProblems } from "../content/checks/find-problems.ts";
import type { Problem } from "../content/checks/problem.ts";
import {
  type CompileOptions,
  compileTemplate,
  DraftTooLargeError,
} from "../content/compile/compile-template.ts";
import { mayBeClipped, measureHtml } from "../content/compile/measure-mail.ts";
import type { CompiledTemplate, Draft } from "../content/template/template.ts";

/** A draft looked through and compiled. */
export interface PreparedDraft {
  readonly problems: readonly Problem[];
  /** Null when the text is too large or too tangled to be compiled. */
  readonly template: CompiledTemplate | null;
}

/** Look through a draft and compile it. Its cost is its author's choice: call it by `prepareInThread`. */
export async function prepareDraft(draft: Draft, options: CompileOptions): Promise<PreparedDraft> {
  const isMass = options.closing === undefined;
  // Only mass mail must say where its sender is (C17).
  const problems = findProblems(draft, options.letterhead).filter(
    ({ code }) => isMass || code !== "postal_address_missing",
  );
  try {
    const template = await compileTemplate(draft, options);
    return { problems: [...problems, ...findClipping(measureHtml(template.html), isMass)], template };
  } catch (error) {
    if (!(error instanceof DraftTooLargeError)) throw error;
    return { problems, template: null };
  }
}

/** Measured on the mail as it is sent: its HTML is several times what was written (K25). */
function findClipping(bytes: number, isMass: boolean): Problem[] {
  if (!mayBeClipped(bytes)) return [];
  const size = Math.round(bytes / 1024).toLocaleString("en");
  const message = `Gmail cuts mails off after 102 KB, and this one has about ${size} KB with its links and names. Shorten it, or lead to a page for the rest.${isMass ? " Your address and a link to unsubscribe stand on top as well." : ""}`;
  return [{ code: "clipped_by_gmail", severity: "warning", part: "body", message }];
}
