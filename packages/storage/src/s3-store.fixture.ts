import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
}

/** An S3-compatible store at its HTTP edge: put, get, delete of whole objects, errors as S3 words them. */
export class S3Store {
  readonly objects = new Map<string, Buffer>();
  readonly seen: SeenRequest[] = [];
  /** Answers every request so instead. */
  failWith: number | undefined;
  #server: Server | undefined;

  /** @returns the STORAGE_URL of a bucket in it */
  async start(): Promise<string> {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, body }) => {
        response.writeHead(status, { "content-length": body.byteLength, etag: '"x"' });
        response.end(request.method === "HEAD" ? undefined : body);
      });
    });
    await new Promise<void>((done) => this.#server?.listen(0, "127.0.0.1", done));
    const { port } = this.#server.address() as AddressInfo;
    return `s3+http://key:se%2Fcret@127.0.0.1:${port}/files/packpost?region=eu-1`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: Buffer }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const path = (request.url ?? "").replace(/\?.*/, "");
    this.seen.push({ method: request.method ?? "", path, headers: request.headers });
    if (this.failWith !== undefined) return error(this.failWith, "InternalError");
    switch (request.method) {
      case "PUT":
        this.objects.set(path, Buffer.concat(chunks));
        return { status: 200, body: Buffer.alloc(0) };
      case "DELETE":
        this.objects.delete(path);
        return { status: 204, body: Buffer.alloc(0) };
      default: {
        const body = this.objects.get(path);
        return body === undefined ? error(404, "NoSuchKey") : { status: 200, body };
      }
    }
  }
}

function error(status: number, code: string): { status: number; body: Buffer } {
  return { status, body: Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`) };
}
