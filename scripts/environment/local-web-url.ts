import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const fileIn = (dataDirectory: string) => join(dataDirectory, "run", "web-url");

/** Notes where `npm start` has put the web app, for commands beside it: a port may have been taken, or another one was asked for. */
export function noteLocalWebUrl(dataDirectory: string, url: string): void {
  writeFileSync(fileIn(dataDirectory), url);
}

/** Where `npm start` on this data directory put the web app last; null before its first start. */
export function readLocalWebUrl(dataDirectory: string): string | null {
  const file = fileIn(dataDirectory);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
