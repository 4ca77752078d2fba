import { TRPCClientError } from "@trpc/client";

/** The HTTP status that our server has answered a failed call with; undefined = no answer of ours came: nobody knows what it did. */
export function statusOf(error: unknown): number | undefined {
  const data: unknown = error instanceof TRPCClientError ? error.data : undefined;
  const status: unknown =
    typeof data === "object" && data !== null ? Reflect.get(data, "httpStatus") : undefined;
  return typeof status === "number" ? status : undefined;
}
