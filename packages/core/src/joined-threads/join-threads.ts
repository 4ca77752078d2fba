import { randomUUID } from "node:crypto";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { addEntry } from "../conversation/add-entry.ts";
import { holdThread, noSuchThread } from "../conversation/hold-thread.ts";
import { moveScheduled } from "../conversation/later/move-scheduled.ts";
import { openThread } from "../conversation/open-thread.ts";
import { PackpostError } from "../errors.ts";
import { holdBoth } from "./hold-both.ts";
import { moveEntries } from "./move-entries.ts";
import type { JoinThreadsInput } from "./schemas.ts";

/**
 * Joins a stranger's thread to a family's (V8, V17, T6): its entries go to the end there, drafts go along, and what comes from its number
 * later lands there, as the person whose it is said to be. Nothing is lost: `splitThread` takes it back.
 * @returns the family's thread
 * @throws {PackpostError} forbidden, not_found, conflict (joined already)
 */
export async function joinThreads({
  ctx,
  input,
}: {
  ctx: Context;
  input: JoinThreadsInput;
}): Promise<{ threadId: string; moved: number }> {
  requirePermission(ctx, "conversation.all");
  const staffMemberId = staffIdOf(ctx);
  const { organisationId } = ctx;
  const { strangerThreadId: from, familyId, customerId } = input;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const to = await openThread({ ctx, input: { familyId } });
    await holdBoth(em, ctx, from, to);
    const stranger = await findStranger(em, ctx, from);
    await requirePersonOf(em, ctx, familyId, customerId);
    const all = {
      which: sql<boolean>`true`,
      customerId: sql`${customerId}::uuid`,
      origin: sql`${from}::uuid`,
    };
    const moved = await moveEntries(em, ctx, { from, to, ...all });
    await moveDrafts(em, ctx, from, to, customerId);
    await moveScheduled(em, ctx, { from, to, customerId });
    const kysely = em.getKysely();
    await sql`
      update conversation set closed_at = app_now(), closed_by = ${staffMemberId}
      where organisation_id = ${organisationId} and thread_id = ${from} and closed_at is null`.execute(
      kysely,
    );
    await sql`
      update thread set joined_into = ${to}, joined_as = ${customerId}::uuid, active = false, waiting_since = null
      where organisation_id = ${organisationId} and id = ${from}`.execute(kysely);
    const event = { kind: "joined", strangerThreadId: from, stranger, moved };
    const thread = await holdThread(em, ctx, to);
    await addEntry(em, ctx, thread, {
      ...{ id: randomUUID(), kind: "event", via: "system", staffMemberId, body: "", event },
    });
    const subject = { subjectKind: "thread", subjectId: to } as const;
    const detail = { strangerThreadId: from, familyId, customerId, moved };
    writeAudit(em, ctx, { action: "conversation.joined", ...subject, detail });
    return { threadId: to, moved };
  });
}

async function findStranger(em: EntityManager, ctx: Context, threadId: string): Promise<string> {
  const { rows } = await sql<{ stranger: string | null; joined: boolean }>`
    select stranger, joined_into is not null as joined from thread where organisation_id = ${ctx.organisationId} and id = ${threadId}`.execute(
    em.getKysely(),
  );
  const [thread] = rows;
  if (!thread?.stranger) throw noSuchThread();
  if (!thread.joined) return thread.stranger;
  throw new PackpostError("conflict", "Somebody has joined this conversation already.", {
    ...{ effect: "Nothing was changed.", nextStep: "Reload the page." },
  });
}

async function requirePersonOf(
  em: EntityManager,
  ctx: Context,
  familyId: string,
  customerId: string | null,
): Promise<void> {
  if (customerId === null) return;
  const { rows } = await sql`
    select from customer where organisation_id = ${ctx.organisationId} and id = ${customerId} and family_id = ${familyId}`.execute(
    em.getKysely(),
  );
  if (rows.length === 0) throw new PackpostError("not_found", "This person is not of that family.");
}

/** The team's unsent words are not lost: where there is a draft already, they stand below it. Customers' go along with them. */
export async function moveDrafts(
  em: EntityManager,
  ctx: Context,
  from: string,
  to: string,
  customerId: string | null = null,
): Promise<void> {
  const kysely = em.getKysely();
  await sql`
    insert into draft (organisation_id, thread_id, staff_member_id, kind, body, version, text_to)
    select organisation_id, ${to}, staff_member_id, kind, body, version + 1,
      case when text_to = 'stranger' then coalesce(${customerId}::text, text_to) else text_to end from draft
    where organisation_id = ${ctx.organisationId} and thread_id = ${from} and staff_member_id is not null and body <> ''
    on conflict (thread_id, staff_member_id, kind, organisation_id) do update
      set body = left(case when draft.body = '' then excluded.body else draft.body || E'\n' || excluded.body end, 10000),
        text_to = case when draft.body = '' then excluded.text_to else draft.text_to end, version = greatest(draft.version, excluded.version) + 1, updated_at = app_now()`.execute(
    kysely,
  );
  await sql`
    update draft set body = '', text_to = null, version = version + 1, updated_at = app_now()
    where organisation_id = ${ctx.organisationId} and thread_id = ${from} and staff_member_id is not null and body <> ''`.execute(
    kysely,
  );
}
