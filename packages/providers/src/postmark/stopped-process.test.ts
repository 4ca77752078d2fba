import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { json, startServer } from "./postmark-server.fixture.ts";

const program = (apiUrl: string) => `
  import { startCallDeadline } from ${JSON.stringify(import.meta.resolve("../call-deadline.ts"))};
  import { mail } from ${JSON.stringify(import.meta.resolve("./postmark-server.fixture.ts"))};
  import { sendBatch } from ${JSON.stringify(import.meta.resolve("./send.ts"))};
  const deadline = startCallDeadline(400);
  console.log("claimed");
  await new Promise((done) => setTimeout(done, 100));
  const outcome = await sendBatch({ apiUrl: "${apiUrl}", serverToken: "t" }, [mail(0)], { deadline });
  console.log(outcome.outcome);
`;

it("a process stopped between claim and call and continued after the deadline never calls", async () => {
  await using server = await startServer((_request, _body, response) => json(response, 200, []));
  const child = spawn(
    process.execPath,
    ["--input-type=module-typescript", "-e", program(server.settings.apiUrl)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (line !== "claimed") continue;
    child.kill("SIGSTOP");
    await new Promise((done) => setTimeout(done, 700));
    child.kill("SIGCONT");
  }
  expect(said).toEqual(["claimed", "too_late"]);
  expect(server.connections()).toBe(0);
});
