import { type Logger, pino } from "pino";
import { redactText, redactValue } from "./redact.ts";

/**
 * A JSON logger that cannot write an address, a phone number or a token (issue 3, section 2).
 *
 * @param service name of the program, in every line
 * @param level pino level, e.g. "info"
 */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => Object.fromEntries(Object.entries(fields).map(redactEntry)),
    },
    serializers: { err: (error: unknown) => error },
    hooks: {
      logMethod(args, method) {
        const [first, second] = args;
        if (typeof first === "string") method.call(this, redactText(first));
        else if (typeof second === "string") method.call(this, first, redactText(second));
        else if (first instanceof Error) method.call(this, first, redactText(first.message));
        else method.call(this, first);
      },
    },
  });
}

function redactEntry([key, value]: [string, unknown]): [string, unknown] {
  const wrapped = redactValue({ [key]: value });
  return [key, typeof wrapped === "object" && wrapped !== null ? Object.values(wrapped)[0] : wrapped];
}
