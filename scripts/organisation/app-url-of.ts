import { localUrl } from "../environment/describe-programs.ts";
import { readLocalWebUrl } from "../environment/local-web-url.ts";
import { preferredPorts } from "../environment/ports.ts";

/** Where people reach the web app, without a slash at its end; on this machine where `npm start` has put it. */
export function appUrlOf({ APP_URL }: NodeJS.ProcessEnv, dataDirectory: string): string {
  return (APP_URL || (readLocalWebUrl(dataDirectory) ?? localUrl(preferredPorts.web))).replace(/\/+$/, "");
}
