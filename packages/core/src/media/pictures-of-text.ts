import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { PictureExtension } from "../picture/picture-name.ts";

/** A picture that goes out with a text: its smaller one, where it has one (T24). */
export interface PictureOfText {
  attachmentId: string;
  key: string;
  extension: PictureExtension;
  /** Which of its two files it is. */
  isSmaller: boolean;
}

/** The pictures of the message that a text is, in their order. */
export async function picturesOfText(
  em: EntityManager,
  ctx: Pick<Context, "organisationId">,
  deliveryId: string,
): Promise<PictureOfText[]> {
  const { rows } = await sql<PictureOfText>`
    select attachment.id as "attachmentId", attachment.key, coalesce(attachment.text_extension, attachment.extension) as extension,
      attachment.text_extension is not null as "isSmaller"
    from delivery
    join attachment on attachment.organisation_id = delivery.organisation_id and attachment.entry_id = delivery.entry_id
    where delivery.organisation_id = ${ctx.organisationId} and delivery.id = ${deliveryId} and delivery.purpose = 'conversation_text'
      and attachment.state = 'kept' and attachment.width is not null
    order by attachment.place`.execute(em.getKysely());
  return rows;
}
