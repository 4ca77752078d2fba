import type pg from "pg";
import { z } from "zod";

const rows = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(["campaign", "alert"]),
    status: z.string(),
    people: z.number(),
    accepted: z.number(),
    open: z.number(),
  }),
);

/** A campaign or an alert, as its rows say. */
export type Sending = z.infer<typeof rows>[number];

/** Whatever was sent since: how many people, how many of them the provider has accepted, of how many nothing final is known yet. */
export async function readSendings(owner: pg.Pool, since: Date): Promise<Sending[]> {
  const found = await owner.query(
    `select broadcast.id, broadcast.kind, broadcast.status, count(recipient.id)::int as people,
       count(recipient.sent_at)::int as accepted,
       count(*) filter (where recipient.status in ('waiting', 'claimed', 'unconfirmed'))::int as open
     from broadcast left join recipient on recipient.broadcast_id = broadcast.id
     where broadcast.sending_began_at >= $1
     group by broadcast.id order by broadcast.sending_began_at`,
    [since],
  );
  return rows.parse(found.rows);
}
