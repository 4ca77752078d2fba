import { describe, expect, it, vi } from "vitest";
import { PictureTray } from "./picture-tray.ts";

const refusal = { refused: true };

function open({ answers }: { answers: (() => Promise<{ width: number; height: number }>)[] }) {
  const sent: string[] = [];
  let reach: () => void = () => undefined;
  const discard = vi.fn<(id: string) => void>();
  const tray = new PictureTray({
    upload: (id) => {
      sent.push(id);
      return answers.shift()?.() ?? Promise.resolve({ width: 4, height: 3 });
    },
    isRefusal: (error) => error === refusal,
    whenReachable: () =>
      new Promise((resolve) => {
        reach = resolve;
      }),
    discard,
    previewOf: ({ name }) => `blob:${name}`,
    dropPreview: () => undefined,
    addressOf: (id) => `/pictures/${id}`,
    most: 3,
  });
  const states = () => tray.read().pictures.map(({ state }) => state.kind);
  return { tray, sent, states, discard, reach: () => reach() };
}

const picture = (name = "dog.jpg") => new File(["x"], name, { type: "image/jpeg" });

describe("the pictures of a message being written", () => {
  it("V13 sends again with the same id when there was no answer, once it can", async () => {
    const { tray, sent, states, reach } = open({ answers: [() => Promise.reject(new Error("offline"))] });
    tray.add([picture()]);
    await vi.waitFor(() => expect(states()).toEqual(["waiting"]));
    expect(tray.read().pictures).toHaveLength(1);
    reach();
    await vi.waitFor(() => expect(states()).toEqual(["stored"]));
    expect(sent).toHaveLength(2);
    expect(new Set(sent).size).toBe(1);
  });

  it("V13 keeps a refused one at its place until somebody takes it out, and sends the others", async () => {
    const { tray, states, discard } = open({ answers: [() => Promise.reject(refusal)] });
    tray.add([picture("a.heic"), picture("b.jpg")]);
    await vi.waitFor(() => expect(states()).toEqual(["refused", "stored"]));
    tray.remove(tray.read().pictures[0]?.id ?? "");
    expect(discard).not.toHaveBeenCalled();
    expect(tray.take().map(({ fileName }) => fileName)).toEqual(["b.jpg"]);
    expect(tray.read().pictures).toEqual([]);
  });

  it("V13 says how many did not fit", async () => {
    const { tray, states } = open({ answers: [] });
    tray.add([picture(), picture(), picture(), picture(), picture()]);
    expect(tray.read()).toMatchObject({ leftOut: 2 });
    await vi.waitFor(() => expect(states()).toEqual(["stored", "stored", "stored"]));
  });

  it("T12 shows what the server has of an unsent message, but never again what was sent or taken out", async () => {
    const { tray, discard } = open({ answers: [] });
    const there = ["one", "two"].map((id) => ({ id, fileName: `${id}.jpg`, width: 4, height: 3 }));
    tray.takeOver(there);
    tray.remove("one");
    expect(discard).toHaveBeenCalledWith("one");
    const sent = tray.take();
    expect(sent.map(({ id }) => id)).toEqual(["two"]);
    tray.takeOver(there);
    expect(tray.read().pictures).toEqual([]);
    tray.takeOver(sent, true);
    expect(tray.read().pictures.map(({ id }) => id)).toEqual(["two"]);
  });
});
