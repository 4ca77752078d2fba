import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { StaffActor } from "../access/actor.ts";
import { rolesThatNeedFactor } from "../access/permissions.ts";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import type { OwnAccount } from "./own-account.ts";

interface Row {
  readonly required: boolean;
  readonly confirmed_at: string | null;
  readonly last_used_at: string | null;
  readonly codes_left: number;
  readonly passkeys: readonly {
    readonly id: string;
    readonly name: string;
    readonly createdAt: string;
    readonly lastUsedAt: string | null;
  }[];
}

/** How the signed-in person proves who they are (O1). @throws {PackpostError} forbidden */
export async function listFactors({ ctx, account }: { ctx: Context<StaffActor>; account: OwnAccount }) {
  requirePermission(ctx, "account.read");
  const { userId } = account;
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<Row>`
      select organisation.second_factor_required_since is not null as required, app.confirmed_at, app.last_used_at,
        (select count(*)::int from recovery_code where user_id = ${userId}::uuid and used_at is null) as codes_left,
        coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'createdAt', created_at, 'lastUsedAt', last_used_at)
          order by created_at, id) from passkey where user_id = ${userId}::uuid), '[]') as passkeys
      from organisation left join authenticator app on app.user_id = ${userId}::uuid and app.confirmed_at is not null
      where organisation.id = ${ctx.organisationId}`.execute(em.getKysely()),
  );
  const [row] = rows;
  if (row === undefined) throw new Error("an organisation without a row");
  return {
    /** A second factor is wanted of this person: the last one cannot be removed. */
    required: row.required && rolesThatNeedFactor.includes(ctx.actor.role),
    passkeys: row.passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
      ...{
        id,
        name,
        createdAt: new Date(createdAt),
        lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt),
      },
    })),
    authenticator:
      row.confirmed_at === null
        ? null
        : { since: instantFrom(row.confirmed_at), lastUsedAt: instantFrom(row.last_used_at) },
    recoveryCodesLeft: row.codes_left,
  };
}

export type Factors = Awaited<ReturnType<typeof listFactors>>;
