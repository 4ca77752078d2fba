import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { tieChild } from "../support/tie-child.ts";

const addresses = z.record(z.string(), z.url());
const running: { child: ChildProcess; ended: Promise<unknown> }[] = [];
afterEach(async () => {
  for (const { child } of running) child.kill("SIGTERM");
  await Promise.all(running.map(({ ended }) => ended));
});

/** @returns where its parts are, and what it said on the way */
async function startCopy() {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("../support/copy-main.ts", import.meta.url))],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  tieChild(child, "copy");
  const ended = once(child, "exit");
  running.push({ child, ended });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (words: string) => {
    said += words;
  });
  const line = once(createInterface({ input: child.stdout }), "line").then(([text]) => String(text));
  const text = await Promise.race([line, ended.then(() => Promise.reject(new Error(said)))]);
  const at = addresses.parse(JSON.parse(text));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { at, said: () => said, stop };
}

const hosts = (at: Readonly<Record<string, string>>) => Object.values(at).map((url) => new URL(url).host);

function listens(host: string): Promise<boolean> {
  const [name, port] = host.split(":");
  return new Promise((resolve) => {
    const socket = connect(Number(port), name);
    socket.once("connect", () => socket.end(() => resolve(true)));
    socket.once("error", () => resolve(false));
  });
}

it("two copies that are started at the same moment each have their own of everything, and one goes on when the other is stopped", {
  timeout: 300_000,
}, async () => {
  const [one, other] = await Promise.all([startCopy(), startCopy()]);
  const all = [...hosts(one.at), ...hosts(other.at)];
  expect(all.length).toBe(12);
  expect(new Set(all).size).toBe(12);

  await one.stop();
  expect(await Promise.all(hosts(one.at).map(listens))).toEqual(hosts(one.at).map(() => false));
  expect(await Promise.all(hosts(other.at).map(listens))).toEqual(hosts(other.at).map(() => true));
  for (const copy of [one, other]) expect(copy.said()).not.toContain("starting it again");
  const { workerUrl, apiUrl } = other.at;
  for (const url of [workerUrl, apiUrl]) expect((await fetch(`${url}/ready`)).status).toBe(200);
});
