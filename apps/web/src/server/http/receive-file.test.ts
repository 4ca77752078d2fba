import { expect, it } from "vitest";
import { receiveFile } from "./receive-file.ts";

const limits = { maxBytes: 1_000, silenceMs: 40, wholeMs: 150 };

function upload(
  pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>,
): Request {
  const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
  const init = { method: "POST", body, duplex: "half" };
  return new Request("https://packpost.example/api/pictures", init);
}

it("ends an upload that has stopped, and one that comes in drops", async () => {
  const stopped = upload(() => new Promise<void>(() => undefined));
  await expect(receiveFile(stopped, limits)).rejects.toThrow("too slowly");
  const dripping = upload(async (controller) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.enqueue(new Uint8Array(1));
  });
  await expect(receiveFile(dripping, limits)).rejects.toThrow("too slowly");
});

it("takes a file whole", async () => {
  let sent = 0;
  const whole = upload((controller) => {
    sent += 1;
    if (sent <= 10) controller.enqueue(new Uint8Array(100).fill(sent));
    else controller.close();
  });
  const file = await receiveFile(whole, limits);
  expect([file.byteLength, file[0], file[999]]).toEqual([1_000, 1, 10]);
});
