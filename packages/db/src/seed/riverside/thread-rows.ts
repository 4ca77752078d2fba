import type { Row } from "../insert-rows.ts";
import { idFrom, type Random } from "../random.ts";
import { type Dialogue, dialogues, savedReplies } from "./dialogues.ts";

type Tables = Record<
  | "thread"
  | "conversation"
  | "entry"
  | "read_position"
  | "unread"
  | "message_notice"
  | "visit_notice"
  | "draft"
  | "scheduled_message"
  | "saved_reply",
  Row[]
>;

interface Scope {
  readonly organisationId: string;
  readonly now: Date;
  readonly random: Random;
  readonly families: readonly Row[];
  readonly customers: readonly Row[];
  /** Dana first, as in the list of staff. */
  readonly staffIds: Readonly<Record<"dana" | "jonah" | "tomasz", string>>;
  /** Nine in the morning, so many days from now, on the organisation's clock. */
  readonly morningIn: (days: number) => Date;
}

/** Threads of a dozen families, by table in the order in which they can be inserted: read, unread, waiting, closed. */
export function threadRows(scope: Scope): Tables {
  const tables: Tables = {
    ...{ thread: [], conversation: [], entry: [], read_position: [], unread: [] },
    ...{ message_notice: [], visit_notice: [], draft: [], scheduled_message: [], saved_reply: [] },
  };
  const peopleOf = Map.groupBy(scope.customers, (customer) => customer.family_id);
  const pairs = scope.families.filter(({ id, name }) => name !== "Okafor" && peopleOf.get(id)?.length === 2);
  for (const dialogue of dialogues) {
    const family = dialogue.family
      ? scope.families.find(({ name }) => name === dialogue.family)
      : pairs.shift();
    if (family) writeThread(tables, scope, dialogue, family, peopleOf.get(family.id) ?? []);
  }
  for (const [name, body] of savedReplies) {
    const id = idFrom(scope.now, scope.random);
    tables.saved_reply.push({ organisation_id: scope.organisationId, id, name, body, updated_at: scope.now });
  }
  return tables;
}

function writeThread(
  tables: Tables,
  { organisationId, now, random, staffIds, morningIn }: Scope,
  { lines, closed = false, unread = 0, note, later }: Dialogue,
  family: Row,
  people: readonly Row[],
): void {
  const at = (minutesAgo: number) => new Date(now.getTime() - minutesAgo * 60_000);
  const began = at(lines[0]?.[1] ?? 0);
  const threadId = idFrom(began, random);
  const conversationId = idFrom(began, random);
  const row = { organisation_id: organisationId, thread_id: threadId };
  const [first, second = first] = people;
  const customerOf = { first: first?.id, second: second?.id };
  const last = lines.at(-1);
  const lastAt = at(last?.[1] ?? 0);
  const count = lines.length;
  const entryBase = { ...row, conversation_id: conversationId, mentions: [] };
  lines.forEach(([who, minutesAgo, body, via], index) => {
    const byCustomer = who === "first" || who === "second";
    const id = idFrom(at(minutesAgo), random);
    const number = index + 1;
    tables.entry.push({
      ...{
        ...entryBase,
        id,
        number,
        revision: number,
        kind: "message",
        via: via ?? "app",
        body,
        at: at(minutesAgo),
      },
      staff_member_id: byCustomer ? null : staffIds[who],
      customer_id: byCustomer ? customerOf[who] : null,
    });
    if (byCustomer) return;
    const readAt = new Date(at(minutesAgo).getTime() + 2 * 60_000);
    for (const { id: customer_id } of people) {
      const settled = { due_at: readAt, settled_at: readAt, outcome: "read" };
      tables.message_notice.push({ ...row, entry_id: id, customer_id, number, ...settled });
    }
  });
  if (note) {
    const staff = { staff_member_id: staffIds.tomasz, customer_id: null };
    const entry = {
      id: idFrom(lastAt, random),
      number: count + 1,
      revision: count + 1,
      kind: "note",
      via: "app",
    };
    tables.entry.push({ ...entryBase, ...entry, body: note, at: lastAt, ...staff });
  }
  const lastEntry = tables.entry.at(-1)?.id;
  if (later) {
    const held = "held" in later;
    const due_at = held ? new Date(lastAt.getTime() + 3_600_000) : morningIn(later.inDays);
    const seen = held ? tables.entry.at(-2)?.id : lastEntry;
    tables.scheduled_message.push({
      ...{ ...row, id: idFrom(lastAt, random), staff_member_id: staffIds.dana, body: later.body, due_at },
      ...{ seen_entry_id: seen, created_at: lastAt, state: held ? "held" : "scheduled" },
      ...{ hold_reason: held ? "customer_wrote" : null, hold_entry_id: held ? lastEntry : null },
      held_at: held ? due_at : null,
    });
  }
  const lastByCustomer = last?.[0] === "first" || last?.[0] === "second";
  const waits = lastByCustomer && unread > 0;
  tables.thread.push({
    ...{ organisation_id: organisationId, id: threadId, family_id: family.id, active: !closed },
    ...{ last_number: count + (note ? 1 : 0), revision: count + (note ? 1 : 0), last_message_at: lastAt },
    ...{ last_message_number: count, created_at: began },
    waiting_since: waits ? at(lines.at(-unread)?.[1] ?? 0) : null,
  });
  tables.conversation.push({
    ...{ ...row, id: conversationId, opened_at: began },
    ...{ closed_at: closed ? lastAt : null, closed_by: closed ? staffIds.dana : null },
  });
  const readers = [
    ...[...new Set(Object.values(staffIds))].map((staff_member_id) => ({
      staff_member_id,
      customer_id: null,
    })),
    ...people.map(({ id }) => ({ staff_member_id: null, customer_id: id })),
  ];
  for (const reader of readers) {
    const number = reader.staff_member_id === null ? count : count - unread;
    const position = { id: idFrom(lastAt, random), number, read_at: lastAt };
    if (number > 0) tables.read_position.push({ ...row, ...position, ...reader });
  }
  if (unread === 0) return;
  tables.unread.push({ ...row, staff_member_id: staffIds.dana, from_number: count - unread + 1 });
  if (tables.draft.length > 0) return;
  const draft = {
    kind: "reply",
    version: 1,
    updated_at: now,
    customer_id: null,
    staff_member_id: staffIds.tomasz,
  };
  tables.draft.push({ ...row, ...draft, id: idFrom(now, random), body: "No problem at all, we will" });
  const told = { from_number: count, due_at: lastAt, settled_at: lastAt, people: 1 };
  tables.visit_notice.push({ ...row, id: idFrom(lastAt, random), ...told });
}
