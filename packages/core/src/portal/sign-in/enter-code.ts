import { timingSafeEqual } from "node:crypto";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { beginSession, type NewSession } from "./begin-session.ts";
import { listPeopleOfMailbox, type MailboxPerson } from "./list-people-of-mailbox.ts";
import { digitsOf, hashOf } from "./sign-in-code.ts";

/** So many wrong codes one browser may type for one code; it stands for others, and its link works all the same (T48). */
const MOST_WRONG = 6;
/** So many browsers may try one code, those that asked for it apart. */
const MOST_BROWSERS = 5;

/** Which code somebody has: of the mailbox that they typed, or of the link that they opened. */
export type WhichCode = { readonly emailKey: string } | { readonly link: string };

export type EnterCodeOutcome =
  | { readonly outcome: "signed_in"; readonly token: string }
  /** The mailbox is several people's: who they are, `choosePerson` is told. */
  | { readonly outcome: "choose"; readonly people: readonly MailboxPerson[] }
  | { readonly outcome: "wrong" | "spent" | "ended" };

/**
 * The six digits of a mail (P6). A wrong one counts for this browser and code and leaves it standing; the right one uses it up.
 * For a mailbox that nobody has, every one is wrong.
 * @param input.code as typed
 * @param secret AUTH_SECRET
 */
export async function enterCode({
  ctx,
  input,
  secret,
}: {
  ctx: Context;
  input: { which: WhichCode; code: string; browser: NewSession["browser"] };
  secret: string;
}): Promise<EnterCodeOutcome> {
  const { which, browser } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const code = await holdCode(em, ctx, which);
    if (code === null) return { outcome: "ended" };
    if (!(await mayTry(em, ctx, code.id, browser.hash))) return { outcome: "spent" };
    const people = await listPeopleOfMailbox(em, ctx, code.emailKey);
    const right = isRight(digitsOf(secret, code.id), input.code);
    if (!right || people.length === 0) {
      await countWrong(em, ctx, code.id, browser.hash);
      return { outcome: "wrong" };
    }
    await consumeCode(em, ctx, code.id, browser.hash);
    const [one, ...others] = people;
    if (one === undefined || others.length > 0) return { outcome: "choose", people };
    const token = await beginSession(em, ctx, { customerId: one.id, emailKey: code.emailKey, browser });
    return { outcome: "signed_in", token };
  });
}

/** A code that stands, its row held: tries come one after the other. */
async function holdCode(em: EntityManager, { organisationId }: Context, which: WhichCode) {
  const named = "link" in which ? sql`link_hash = ${hashOf(which.link)}` : sql`email_key = ${which.emailKey}`;
  const { rows } = await sql<{ id: string; emailKey: string }>`
    select id, email_key as "emailKey" from portal_code
    where organisation_id = ${organisationId} and ${named} and used_at is null and expires_at > app_now() for update`.execute(
    em.getKysely(),
  );
  return rows[0] ?? null;
}

async function mayTry(em: EntityManager, { organisationId }: Context, codeId: string, browserHash: string) {
  const { rows } = await sql<{ wrong: number | null; others: number }>`
    select max(wrong) filter (where browser_hash = ${browserHash}) as wrong, count(*) filter (where not asked)::int as others
    from portal_try where organisation_id = ${organisationId} and code_id = ${codeId}`.execute(
    em.getKysely(),
  );
  const [{ wrong = null, others = 0 } = {}] = rows;
  return wrong === null ? others < MOST_BROWSERS : wrong < MOST_WRONG;
}

function isRight(digits: string, typed: string): boolean {
  const [one, other] = [Buffer.from(hashOf(digits)), Buffer.from(hashOf(typed))];
  return timingSafeEqual(one, other);
}

async function countWrong(
  em: EntityManager,
  { organisationId }: Context,
  codeId: string,
  browserHash: string,
) {
  await sql`
    insert into portal_try (organisation_id, code_id, browser_hash, asked, wrong) values (${organisationId}, ${codeId}, ${browserHash}, false, 1)
    on conflict (code_id, browser_hash, organisation_id) do update set wrong = portal_try.wrong + 1`.execute(
    em.getKysely(),
  );
}

/** The browser has proved the mailbox. */
export async function consumeCode(
  em: EntityManager,
  { organisationId }: Context,
  codeId: string,
  browserHash: string,
): Promise<void> {
  const kysely = em.getKysely();
  await sql`update portal_code set used_at = app_now() where organisation_id = ${organisationId} and id = ${codeId}`.execute(
    kysely,
  );
  await sql`
    insert into portal_try (organisation_id, code_id, browser_hash, asked, proved_at) values (${organisationId}, ${codeId}, ${browserHash}, false, app_now())
    on conflict (code_id, browser_hash, organisation_id) do update set proved_at = app_now()`.execute(kysely);
}
