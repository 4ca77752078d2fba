import type { CompiledTemplate, Draft, Letterhead } from "./template.ts";

export interface CompileOptions {
  readonly letterhead: Letterhead;
  /** BCP 47 tag of the mail's language, default `en`. */
  readonly language?: string;
  /** Marked as a preview on top of the mail and in the subject (C6). */
  readonly preview?: boolean;
}

/** Compile a draft into segments. Being written. */
export async function compileTemplate(_draft: Draft, _options: CompileOptions): Promise<CompiledTemplate> {
  throw new Error("compileTemplate is being written");
}
