import { portalActor } from "@packpost/core/access/actor";
import { fetchFiles } from "@packpost/core/attachment/fetch-files";
import { readOwnThread } from "@packpost/core/portal/read-own-thread";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openTexting } from "../support/open-texting.ts";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

it("V13 P6 a picture without words has none on the family's own pages either, once it is shown; until then it is named", async () => {
  await using texting = await openTexting(world);
  await texting.knobs({ mediaEarly404: 0 });
  await texting.text("", { picture: true });
  const { id } = await waitUntil("the text", async () => (await texting.entries()).at(-1));
  const ctx = { ...texting.ctx, actor: portalActor(texting.mariaId) };
  const own = async () => (await readOwnThread({ ctx, input: { pageSize: 5 } })).entries.at(-1);
  expect(await own()).toMatchObject({ body: "[Picture]", pictures: [] });
  await waitUntil("its picture", async () =>
    (await fetchFiles({ ctx: texting.worker, input: { entryId: id } })).do === "end" ? true : undefined,
  );
  expect(await own()).toMatchObject({ body: "", pictures: [{ width: expect.any(Number) }] });
});
