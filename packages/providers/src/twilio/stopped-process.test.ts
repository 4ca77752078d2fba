import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { json, message, startServer } from "./twilio-server.fixture.ts";

const program = (settings: object) => `
  import { startCallDeadline } from ${JSON.stringify(import.meta.resolve("../call-deadline.ts"))};
  import { text } from ${JSON.stringify(import.meta.resolve("./twilio-server.fixture.ts"))};
  import { sendText } from ${JSON.stringify(import.meta.resolve("./send.ts"))};
  const deadline = startCallDeadline(400);
  console.log("claimed");
  await new Promise((done) => setTimeout(done, 100));
  const outcome = await sendText(${JSON.stringify(settings)}, text(), { deadline });
  console.log(outcome.outcome);
`;

it("T33 a process stopped between claim and call and continued after the deadline never texts", async () => {
  await using server = await startServer((_request, _body, response) => json(response, 201, message(1)));
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program(server.settings)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
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
