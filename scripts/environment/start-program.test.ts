import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import { findFreePort } from "../ports.ts";
import { makeRunDirectory } from "./make-run-directory.ts";
import { openDataDirectory } from "./open-data-directory.ts";
import { startProgram } from "./start-program.ts";

it("a program comes up where others were told that it would, on the port that was set aside for it", async () => {
  const directory = await openDataDirectory(await makeRunDirectory("test"));
  const port = await findFreePort(0);
  try {
    const program = {
      name: "door",
      folder: ".",
      args: [
        "-e",
        'require("node:http").createServer((_, answer) => answer.end("ok")).listen(+process.env.PORT, "127.0.0.1")',
      ],
      port,
      readyPath: "/",
      graceMs: 1_000,
      env: (taken: number) => ({ PORT: String(taken) }),
    };
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
