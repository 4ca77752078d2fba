interface Problem {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What stops a program that was given too little: each variable with what is wrong about it, for whoever installs. */
export function explainEnvironment(program: string, problems: readonly Problem[]): string {
  const lines = problems.map(({ path = [], message }) => {
    const name = path.map((part) => String(typeof part === "object" ? part.key : part)).join(".") || "?";
    return `  ${name}: ${inPlainWords(name, message)}`;
  });
  return `${program} cannot start, its environment is incomplete (see .env.example):\n${lines.join("\n")}`;
}

/** The checker's own words are for whoever wrote the program. */
function inPlainWords(name: string, message: string): string {
  if (message.endsWith("received undefined")) return "missing";
  if (message.endsWith("received NaN")) return "not a number";
  if (message === "Invalid URL")
    return name.startsWith("DATABASE")
      ? "not an address such as postgres://role:password@host:5432/database"
      : "not an address such as https://mail.example.org";
  return message;
}
