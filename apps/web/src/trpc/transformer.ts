import superjson from "superjson";

/**
 * How values travel. Answers are superjson's: they hold dates. Inputs are plain JSON, since superjson builds whatever its
 * sender describes: 80 bytes made a set of a four-thousand-million-place array and held the process for nine minutes.
 */
export const transformer = {
  input: {
    /** @param value an input; what is undefined in it is not sent */
    serialize: (value: unknown) => ({ json: value }),
    /**
     * @param sent what came, not trusted
     * @throws Error for anything but `{ json }`: a description left out could turn "not given" into "null"
     */
    deserialize: (sent: unknown): unknown => {
      if (typeof sent !== "object" || sent === null || "meta" in sent)
        throw new Error("An input is an object with nothing but its json.");
      return "json" in sent ? sent.json : undefined;
    },
  },
  output: superjson,
};
