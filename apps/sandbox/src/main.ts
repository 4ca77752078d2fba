import { createAdaptorServer } from "@hono/node-server";
import { readEnv } from "./env.ts";
import { startClock } from "./events/clock.ts";
import { createApp } from "./http/app.ts";
import { Sandbox } from "./sandbox.ts";

const env = readEnv(process.env);
const sandbox = new Sandbox(env);
const stopClock = startClock(sandbox);
const server = createAdaptorServer({ fetch: createApp(sandbox, env.HOST).fetch });
if ("keepAliveTimeout" in server) server.keepAliveTimeout = 60_000;

server.on("error", (error: Error) => {
  process.stderr.write(`The simulator cannot listen on ${env.HOST}:${env.PORT}: ${error.message}\n`);
  process.exit(1);
});
server.listen(env.PORT, env.HOST, () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : env.PORT;
  sandbox.baseUrl = `http://${env.HOST}:${port}`;
  process.stdout.write(`sandbox: provider simulator on http://${env.HOST}:${port}, outbox at /outbox\n`);
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    stopClock();
    sandbox.database.close();
    process.exit(0);
  });
}
