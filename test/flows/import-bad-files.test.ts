import { confirmImport } from "@packpost/core/customer-import/start-import";
import { uploadImport } from "@packpost/core/customer-import/upload-import";
import { workImport } from "@packpost/core/customer-import/work-import";
import type { Storage } from "@packpost/storage/storage";
import { describe, expect, it } from "vitest";
import { createTestOrganisation } from "../support/create-test-organisation.ts";
import { piecesOf } from "../support/import-run.ts";
import { openImports } from "../support/open-imports.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
const { imports, ctxOf, upload, get, seen, work, look, rowsOf, people } = openImports(database);

describe("P9 bad files", () => {
  const refuses = (bytes: string | Uint8Array) => expect(upload(bytes)).rejects;
  it("says of what is no text table what it is and what would work, and keeps nothing of it", async () => {
    const kept = new Set<string>();
    const watched: Storage = {
      ...imports.storage,
      put: async (name, bytes, type) => {
        kept.add(name);
        await imports.storage.put(name, bytes, type);
      },
      remove: async (name) => {
        kept.delete(name);
        await imports.storage.remove(name);
      },
    };
    const from = async (bytes: Uint8Array) =>
      uploadImport({
        ctx: { ...ctxOf(), storage: watched },
        input: { noun: "customer", fileName: "x", pieces: piecesOf(bytes, 3_000_000) },
      });
    await expect(from(Buffer.from("PK\u0003\u0004rest"))).rejects.toMatchObject({
      message: expect.stringContaining("Excel workbook"),
    });
    await expect(from(Buffer.concat([Buffer.from("a,b\n"), Buffer.alloc(5_000_000)]))).rejects.toMatchObject({
      message: "This file is no text.",
    });
    await expect(from(new Uint8Array())).rejects.toMatchObject({ message: "This file is empty." });
    await expect(from(Buffer.from("a,".repeat(2_000_000)))).rejects.toMatchObject({
      message: expect.stringContaining("no table"),
    });
    await expect(from(Buffer.from(`${"a,".repeat(600)}\n`))).rejects.toMatchObject({
      message: expect.stringContaining("at most 500"),
    });
    async function* cut() {
      yield Buffer.from("email\n");
      throw new Error("cut");
    }
    const pieces = cut();
    await expect(
      uploadImport({
        ctx: { ...ctxOf(), storage: watched },
        input: { noun: "customer", fileName: "x", pieces },
      }),
    ).rejects.toThrow("cut");
    expect([...kept]).toEqual([]);
    await refuses("\n\n\n").toMatchObject({ message: "There is nothing in it." });
    for (const first of ["ana@mail.example", "Ana,Ray,(202) 555-0142"])
      await refuses(`${first}\nBen,Ray,ben@mail.example\n`).toMatchObject({
        message: expect.stringContaining("not the names of the columns"),
      });
  });

  it("a cell of 10,000 characters refuses its row, a quotation mark that is never closed the file", async () => {
    const long = await upload(`email,first name\na@bad.example,${"x".repeat(10_000)}\n`);
    await look(long);
    expect(await rowsOf(long, "refused")).toMatchObject([
      { note: expect.stringContaining("10000 characters") },
    ]);
    const open = await upload(`email,first name\na@bad.example,"Ann\n${"b@bad.example,Bo\n".repeat(100)}`);
    expect(await look(open)).toMatchObject({
      state: "failed",
      trouble: expect.stringContaining("never closed"),
    });
    const wide = await upload("email,first name\na@bad.example,Ann,more\n");
    await look(wide);
    expect(await rowsOf(wide, "refused")).toMatchObject([{ note: expect.stringContaining("3 cells") }]);
  });

  it("two workers at one import, and one that stops in the middle, write each row once", async () => {
    const of = await createTestOrganisation(database.orm);
    const lines = Array.from({ length: 3_500 }, (_none, at) => `q${at}@two.example`);
    const importId = await upload(["email", ...lines].join("\n"), { of });
    await look(importId, of);
    await confirmImport({ ctx: ctxOf(of), input: await seen(importId, of) });
    const { revision } = await get(importId, of);
    const ctx = { ...of.asSystem, storage: imports.storage };
    expect(await workImport({ ctx, input: { importId, revision }, stepMs: 0 })).toEqual({ do: "again" });
    expect(await get(importId, of)).toMatchObject({
      state: "running",
      rowDone: 1_001,
      counts: { created: 1_000 },
    });
    await Promise.all([1, 2].map(() => workImport({ ctx, input: { importId, revision } })));
    const done = await work(importId, of);
    expect(done).toMatchObject({
      state: "done",
      counts: { created: 3_500, changed: 0, unchanged: 0, refused: 0 },
    });
    expect(await people(of)).toHaveLength(3_500);
  });

  it("a value that the database refuses costs its row, not the file", async () => {
    const of = await createTestOrganisation(database.orm);
    await database.owner.query(
      `alter table customer add constraint no_poison check (first_name <> 'Poison') not valid`,
    );
    try {
      const lines = ["Ann", "Poison", "Bo"].map((name) => `${name},${name}@poison.example`);
      const importId = await upload(["first name,email", ...lines].join("\n"), { of });
      await look(importId, of);
      await confirmImport({ ctx: ctxOf(of), input: await seen(importId, of) });
      expect(await work(importId, of)).toMatchObject({ state: "done", counts: { created: 2, refused: 1 } });
      expect(await rowsOf(importId, "refused", of)).toMatchObject([
        { row: 3, note: expect.stringContaining("support") },
      ]);
    } finally {
      await database.owner.query("alter table customer drop constraint no_poison");
    }
  });
});
