/** What stands in the fields of an individual email. */
export interface Written {
  /** Of the mail that it becomes: the same as long as it is the same mail, over a reload and on another device. */
  readonly mailId: string;
  readonly subject: string;
  readonly bodyMarkdown: string;
}

/** As the draft's keeper holds it: one text; "" = nothing is written. */
export function packWritten({ mailId, subject, bodyMarkdown }: Written): string {
  return subject === "" && bodyMarkdown === "" ? "" : JSON.stringify({ mailId, subject, bodyMarkdown });
}

/** The fields of a kept text; of one that is none, empty ones, without an id yet. */
export function unpackWritten(text: string): Omit<Written, "mailId"> & { mailId: string | null } {
  const nothing = { mailId: null, subject: "", bodyMarkdown: "" };
  if (text === "") return nothing;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return nothing;
    const field = (name: string): unknown => Reflect.get(value, name);
    const mailId = field("mailId");
    const subject = field("subject");
    const bodyMarkdown = field("bodyMarkdown");
    return typeof mailId === "string" && typeof subject === "string" && typeof bodyMarkdown === "string"
      ? { mailId, subject, bodyMarkdown }
      : nothing;
  } catch {
    return nothing;
  }
}
