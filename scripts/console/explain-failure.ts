import { StepFailure } from "./step-failure.ts";

/** What failed, why, and what to do, in lines for the terminal. Never a bare stack. */
export function explainFailure(error: unknown): string {
  if (error instanceof StepFailure) {
    return [`✗ ${error.message}`, ...indent(error.why), `→ ${error.whatToDo}`].join("\n");
  }
  if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"))
    return explainFailure(
      new StepFailure(
        "This command does not know what it was given",
        // What follows the first sentence is how a program would allow it.
        error.message.split(". ", 1).join(),
        "README.md lists the commands with their options.",
      ),
    );
  const message = error instanceof Error ? error.message : String(error);
  const place = error instanceof Error ? firstOwnFrame(error.stack ?? "") : "";
  return [
    "✗ Something unexpected failed",
    ...indent(`${message}${place && `\n${place}`}`),
    "→ Run it again; if it stays, look into .data/logs and report the lines above.",
  ].join("\n");
}

function indent(text: string): string[] {
  return text
    .trim()
    .split("\n")
    .map((line) => `  ${line}`);
}

function firstOwnFrame(stack: string): string {
  return (
    stack
      .split("\n")
      .find((line) => line.includes("/scripts/") || line.includes("/packages/"))
      ?.trim() ?? ""
  );
}
