/** Whose thread it is: of a family, or of a number or mailbox that nobody knows yet. */
export interface ThreadOwner {
  readonly family: { readonly name: string } | null;
  readonly stranger: string | null;
}

/** What a thread is called: "Okafor family", "The Browns", "+1 415 555 0188". */
export function threadName({ family, stranger }: ThreadOwner): string {
  if (family === null) return formatStranger(stranger ?? "Unknown");
  return /^the |famil/i.test(family.name) ? family.name : `${family.name} family`;
}

/** A family's name within a sentence: "the Okafor family", "The Browns". */
export function nameWithin(familyName: string): string {
  const name = threadName({ family: { name: familyName }, stranger: null });
  return /^the /i.test(name) ? name : `the ${name}`;
}

/** Whom one writes to, as its field says: "Write to the Okafor family", "Write to The Browns", "Write to +1 415 555 0188". */
export function writeTo(owner: ThreadOwner): string {
  return `Write to ${owner.family === null ? threadName(owner) : nameWithin(owner.family.name)}`;
}

/** A number in groups, as people read it; a mailbox as it is. */
export function formatStranger(stranger: string): string {
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(stranger);
  if (american) return `+1 ${american.slice(1).join(" ")}`;
  const other = /^\+(\d{2})(\d+)$/.exec(stranger);
  if (!other) return stranger;
  return `+${other[1]} ${(other[2] ?? "").replace(/(\d{3})(?=\d{2})/g, "$1 ")}`;
}

/** The letter in a thread's circle. */
export function initialOf({ family }: ThreadOwner): string {
  if (family === null) return "+";
  return [...family.name.replace(/^the\s+/i, "").trim()][0]?.toUpperCase() ?? "?";
}

/** What somebody is called among people who know each other: "Maria". */
export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

/** "Maria", "Maria and Chidi", "Maria, Chidi and Ana". */
export function listNames(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
