import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { findFreePort, isPortFree } from "./ports.ts";

/** As a copy of Packpost does that was started elsewhere: it says its port, and has it until it ends. */
const code = `
  import { findFreePort } from ${JSON.stringify(fileURLToPath(new URL("./ports.ts", import.meta.url)))};
  console.log(await findFreePort(Number(process.argv[1])));
  process.stdin.resume();`;

function startCopy(preferred: number): { copy: ChildProcess; port: Promise<number> } {
  const copy = spawn(process.execPath, ["--input-type=module", "-e", code, String(preferred)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: copy.stdout });
  return { copy, port: once(lines, "line").then(([line]) => Number(line)) };
}

it("copies that are started at the same moment take different ports, and one that ends gives its own back", async () => {
  const preferred = await findFreePort(0);
  const copies = Array.from({ length: 6 }, () => startCopy(preferred));
  try {
    const ports = await Promise.all(copies.map(({ port }) => port));
    expect(new Set([preferred, ...ports]).size).toBe(7);

    const [one] = copies;
    const [given] = ports;
    if (one === undefined || given === undefined) throw new Error("no copy");
    const ended = once(one.copy, "exit");
    one.copy.kill("SIGKILL");
    await ended;
    expect(await findFreePort(given)).toBe(given);
  } finally {
    for (const { copy } of copies) copy.kill("SIGKILL");
  }
});

it("a port is taken where anybody listens at `localhost`, by whichever of its two addresses", async () => {
  const foreign = createServer().listen(0, "::1");
  const heard = await Promise.race([
    once(foreign, "listening").then(() => true),
    once(foreign, "error").then(() => false),
  ]);
  if (!heard) return; // a machine without IPv6
  const address = foreign.address();
  const port = typeof address === "object" && address ? address.port : 0;
  expect(await isPortFree(port)).toBe(false);
  expect(await findFreePort(port)).toBeGreaterThan(port);
  foreign.close();
});
