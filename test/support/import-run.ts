import { changeImport } from "@packpost/core/customer-import/change-import";
import { openErrors } from "@packpost/core/customer-import/open-errors";
import { getImport, listImportRows } from "@packpost/core/customer-import/read-imports";
import { importRowsSchema } from "@packpost/core/customer-import/schemas";
import { confirmImport, lookAtImport } from "@packpost/core/customer-import/start-import";
import { uploadImport } from "@packpost/core/customer-import/upload-import";
import { workImport } from "@packpost/core/customer-import/work-import";
import type { ImportNoun } from "@packpost/db/enums";
import type { Storage } from "@packpost/storage/storage";
import type { TestOrganisation } from "./create-test-organisation.ts";
import { memoryStorage } from "./memory-storage.ts";

type Of = TestOrganisation;

/** A file's bytes as a network brings them. */
export async function* piecesOf(bytes: Uint8Array, size = 7_000) {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

/** Imports of a test (P9): through the verbs, the worker's work done in turn. */
export class ImportRun {
  readonly storage: Storage = memoryStorage();

  ctxOf(of: Of) {
    return { ...of.as("admin"), storage: this.storage };
  }

  async upload(
    of: Of,
    text: string | Uint8Array,
    options: { noun?: ImportNoun; fileName?: string } = {},
  ): Promise<string> {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    const { noun = "customer", fileName = "people.csv" } = options;
    const input = { noun, fileName, pieces: piecesOf(bytes) };
    return (await uploadImport({ ctx: this.ctxOf(of), input })).importId;
  }

  get(of: Of, importId: string) {
    return getImport({ ctx: this.ctxOf(of), input: { importId } });
  }

  async seen(of: Of, importId: string) {
    return { importId, seenRevision: (await this.get(of, importId)).revision };
  }

  /** Chooses settings other than the found ones. */
  async change(of: Of, importId: string, change: object): Promise<void> {
    const { settings, noun } = await this.get(of, importId);
    await changeImport({
      ctx: this.ctxOf(of),
      input: { importId, noun, settings: { ...settings, ...change } },
    });
  }

  async work(of: Of, importId: string) {
    const { revision } = await this.get(of, importId);
    const ctx = { ...of.asSystem, storage: this.storage };
    while ((await workImport({ ctx, input: { importId, revision } })).do === "again");
    return this.get(of, importId);
  }

  async look(of: Of, importId: string) {
    await lookAtImport({ ctx: this.ctxOf(of), input: await this.seen(of, importId) });
    return this.work(of, importId);
  }

  async run(of: Of, importId: string) {
    await confirmImport({ ctx: this.ctxOf(of), input: await this.seen(of, importId) });
    return this.work(of, importId);
  }

  async rows(of: Of, importId: string, outcome: string) {
    const input = importRowsSchema.parse({ importId, outcome });
    return (await listImportRows({ ctx: this.ctxOf(of), input })).rows;
  }

  async errors(of: Of, importId: string) {
    const { header, pages } = await openErrors({ ctx: this.ctxOf(of), input: { importId } });
    const lines: string[][] = [];
    for await (const page of pages) lines.push(...page);
    return { header, lines };
  }
}
