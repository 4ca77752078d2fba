import type { ApiScope } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import { shownPrefix } from "./key-text.ts";

/** A text that opens a key, as it may be shown. */
export interface ShownSecret {
  /** "ppk_Ab12Cd34Ef_…" */
  readonly prefix: string;
  readonly createdAt: Date;
  /** It works until then; null = as long as the key. */
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

export interface ShownKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly revokedAt: Date | null;
  /** The newest first; that before it only while it still works. */
  readonly secrets: readonly ShownSecret[];
}

interface Row extends Omit<ShownKey, "createdAt" | "revokedAt" | "secrets"> {
  readonly createdAt: string;
  readonly revokedAt: string | null;
  readonly secrets: readonly {
    publicPart: string;
    createdAt: string;
    expiresAt: string | null;
    lastUsedAt: string | null;
  }[];
}

/** The organisation's keys (P10), those that work first; of the revoked ones the newest 20. By api_key_list and api_key_secret_of. */
export async function listKeys({ ctx }: { ctx: Context }): Promise<ShownKey[]> {
  requirePermission(ctx, "settings.api_keys");
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<Row>`
      select key.id, key.name, key.scopes, key.created_at as "createdAt", key.revoked_at as "revokedAt", staff_member.name as "createdBy", secrets
      from (
        (select * from api_key where organisation_id = ${ctx.organisationId} and created_at > '-infinity' and revoked_at is null)
        union all
        (select * from api_key where organisation_id = ${ctx.organisationId} and created_at > '-infinity' and revoked_at is not null
          order by revoked_at desc limit 20)) key
      join staff_member on staff_member.organisation_id = key.organisation_id and staff_member.id = key.created_by
      cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('publicPart', public_part, 'createdAt', secret.created_at, 'expiresAt', expires_at, 'lastUsedAt', last_used_at)
          order by secret.created_at desc, public_part), '[]') as secrets
        from api_key_secret secret
        where secret.organisation_id = key.organisation_id and secret.key_id = key.id and (expires_at is null or expires_at > app_now())) shown
      order by key.revoked_at desc nulls first, key.created_at desc, key.id`.execute(em.getKysely()),
  );
  return rows.map((row) => ({
    ...row,
    createdAt: instantFrom(row.createdAt),
    revokedAt: instantFrom(row.revokedAt),
    secrets: row.secrets.map(({ publicPart, createdAt, expiresAt, lastUsedAt }) => ({
      prefix: shownPrefix(publicPart),
      createdAt: instantFrom(createdAt),
      expiresAt: instantFrom(expiresAt),
      lastUsedAt: instantFrom(lastUsedAt),
    })),
  }));
}
