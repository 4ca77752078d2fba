import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { z } from "zod";

const eventSchema = z.looseObject({ RecordType: z.string() });

export interface Received {
  headers: IncomingHttpHeaders;
  event: z.infer<typeof eventSchema>;
}

/** A receiver of webhooks that keeps what it gets and answers as it is told. */
export class Receiver {
  readonly got: Received[] = [];
  /** Statuses for the next requests; then always 200. */
  readonly answers: number[] = [];
  #server: Server | undefined;

  async start(): Promise<string> {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const event = eventSchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
      this.got.push({ headers: request.headers, event });
      response.writeHead(this.answers.shift() ?? 200).end();
    }).listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/hook`;
  }

  kinds(): string[] {
    return this.got.map(({ event }) => event.RecordType);
  }

  stop(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}
