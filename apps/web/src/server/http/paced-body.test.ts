import { expect, it } from "vitest";
import { pacedBody, piecesOf } from "./paced-body.ts";

const bytes = new Uint8Array(200_000).map((_, index) => index % 253);
const patient = { idleMs: 1_000, wholeMs: 10_000 };

/** @returns the body of the bytes, and how often it has ended */
function open(
  pace: Parameters<typeof pacedBody>[1],
  next: Parameters<typeof pacedBody>[0] = piecesOf(bytes),
) {
  const ends = { count: 0 };
  const body = pacedBody(next, pace, () => {
    ends.count += 1;
  });
  return { body, ends };
}

it("sends every byte in order and ends once", async () => {
  const { body, ends } = open(patient);
  const sent = await new Response(body).bytes();
  expect(Buffer.compare(sent, bytes)).toBe(0);
  expect(ends.count).toBe(1);
});

it("cuts a reader off who stops, and gives back what it held", async () => {
  const { body, ends } = open({ ...patient, idleMs: 30 });
  const reader = body.getReader();
  expect((await reader.read()).value?.byteLength).toBe(65_536);
  await expect(reader.closed).rejects.toThrow("The reader has stopped");
  expect(ends.count).toBe(1);
});

it("cuts a reader off who takes crumbs for ever", async () => {
  const { body, ends } = open({ ...patient, wholeMs: 60 }, () => new Uint8Array(1));
  const crumbs = async () => {
    for await (const _ of body) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await expect(crumbs()).rejects.toThrow("The reader has stopped");
  expect(ends.count).toBe(1);
});

it("does not count against the reader what the next piece takes to be made", async () => {
  let left = 2;
  const { body, ends } = open({ ...patient, idleMs: 20 }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    left -= 1;
    return left < 0 ? null : new Uint8Array(1);
  });
  expect((await new Response(body).bytes()).byteLength).toBe(2);
  expect(ends.count).toBe(1);
});

it.each([
  ["goes away", async (reader: ReadableStreamDefaultReader, _: AbortController) => reader.cancel()],
  ["loses the place", async (_: ReadableStreamDefaultReader, place: AbortController) => place.abort()],
])("gives back what it held when the reader %s", async (_name, leave) => {
  const place = new AbortController();
  const { body, ends } = open({ ...patient, signal: place.signal });
  const reader = body.getReader();
  reader.closed.catch(() => undefined);
  await reader.read();
  await leave(reader, place);
  expect(ends.count).toBe(1);
});

it("gives back what it held when the next piece cannot be made", async () => {
  const { body, ends } = open(patient, () => Promise.reject(new Error("away")));
  await expect(new Response(body).bytes()).rejects.toThrow("away");
  expect(ends.count).toBe(1);
});
