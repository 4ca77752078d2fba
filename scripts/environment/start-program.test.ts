import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findFreePort } from "../ports.ts";
import { makeRunDirectory } from "./make-run-directory.ts";
import { openDataDirectory } from "./open-data-directory.ts";
import { startProgram } from "./start-program.ts";

/** A program that answers on whatever port it is given. */
const door = {
  name: "door",
  folder: ".",
  args: [
    "-e",
    'require("node:http").createServer((_, answer) => answer.end("ok")).listen(+process.env.PORT, "127.0.0.1")',
  ],
  readyPath: "/",
  graceMs: 1_000,
  env: (taken: number) => ({ PORT: String(taken) }),
};

it("a program comes up where others were told that it would, on the port that was set aside for it", async () => {
  const directory = await openDataDirectory(await makeRunDirectory("test"));
  const port = await findFreePort(0);
  try {
    const program = { ...door, port };
    const started = await startProgram(program, directory, () => undefined, { setAside: true });
    expect(started.port).toBe(port);
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe("ok");
    const beside = await startProgram(program, directory, () => undefined);
    expect(beside.port).toBeGreaterThan(port);
  } finally {
    await directory.registry.stopAll();
    directory.close();
    rmSync(directory.path, { recursive: true, force: true });
  }
});

it("what answers on its port is not taken for a program that is not the one that listens there", async () => {
  const directory = await openDataDirectory(await makeRunDirectory("test"));
  const lines: string[] = [];
  const heard = (wanted: string) =>
    expect.poll(() => lines.join("\n"), { timeout: 15_000 }).toContain(wanted);
  const other = createServer((_, answer) => answer.end("ok"));
  try {
    const port = await findFreePort(0);
    // Somebody came after the port was found free, and answers as the program would.
    await once(other.listen(port, "127.0.0.1"), "listening");
    const started = await startProgram({ ...door, port }, directory, (line) => lines.push(line), {
      setAside: true,
    });
    expect(started.port).toBeGreaterThan(port);
    expect((await fetch(started.url)).ok).toBe(true);

    // While it is started again somebody else is there: said, and tried until the port is free.
    const usurper = createServer((_, answer) => answer.end("ok"));
    const [{ pid = 0 } = {}] = JSON.parse(
      readFileSync(join(directory.path, "run", "processes.json"), "utf8"),
    ) as { pid?: number }[];
    process.kill(pid, "SIGKILL");
    await expect
      .poll(
        () =>
          new Promise((resolve) =>
            usurper
              .once("error", () => resolve(false))
              .listen(started.port, "127.0.0.1", () => resolve(true)),
          ),
      )
      .toBe(true);
    await heard(`door: another program listens on its port ${started.port}`);
    expect(lines.join("\n")).not.toContain("running again");
    usurper.close();
    usurper.closeAllConnections();
    await heard("door is running again.");
    expect((await fetch(started.url)).ok).toBe(true);
  } finally {
    other.close();
    await directory.registry.stopAll();
    directory.close();
    rmSync(directory.path, { recursive: true, force: true });
  }
});
