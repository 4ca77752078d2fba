import { localUrl } from "../environment/describe-programs.ts";
import { preferredPorts } from "../environment/ports.ts";

/** Where people reach the web app, without a slash at its end; on this machine where `npm start` puts it if nothing is in the way. */
export function appUrlOf({ APP_URL }: NodeJS.ProcessEnv): string {
  return (APP_URL || localUrl(preferredPorts.web)).replace(/\/+$/, "");
}
