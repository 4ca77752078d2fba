import { expect, it } from "vitest";
import { pacedBody } from "./paced-body.ts";

const bytes = new Uint8Array(200_000).map((_, index) => index % 253);

it("sends every byte in order and ends once", async () => {
  let ended = 0;
  const body = pacedBody(bytes, 1_000, () => {
    ended += 1;
  });
  const sent = await new Response(body).bytes();
  expect(Buffer.compare(sent, bytes)).toBe(0);
  expect(ended).toBe(1);
});

it("cuts a reader off who stops, and gives back what it held", async () => {
  let ended = 0;
  const body = pacedBody(bytes, 30, () => {
    ended += 1;
  });
  const reader = body.getReader();
  expect((await reader.read()).value?.byteLength).toBe(65_536);
  await expect(reader.closed).rejects.toThrow("The reader has stopped");
  expect(ended).toBe(1);
});

it("gives back what it held when the reader goes away", async () => {
  let ended = 0;
  const body = pacedBody(bytes, 1_000, () => {
    ended += 1;
  });
  const reader = body.getReader();
  await reader.read();
  await reader.cancel();
  expect(ended).toBe(1);
});
