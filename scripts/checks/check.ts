/** What one section of `npm test` ran, in numbers. */
export type CheckResult = { readonly passed: number; readonly failed: number };

/** One section of `npm test`: a command, and how its outcome is counted. */
export type Check = {
  readonly name: string;
  /** Arguments of Node 24: a script or a package's program, and what it is given. */
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Counts single tests; without it the whole command is one. */
  readonly count?: (output: string) => CheckResult;
};
