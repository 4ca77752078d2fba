import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import type { Storage } from "@packpost/storage/storage";
import { pictureTypes } from "../picture/picture-name.ts";
import type { LinkSecrets } from "../unsubscribe/secrets.ts";
import { attachmentFile, textFile } from "./attachment-file.ts";
import { readMediaToken } from "./media-link.ts";
import { picturesOfText } from "./pictures-of-text.ts";

/**
 * A picture of a text for the provider that fetches it (T24): whoever has the link of this text gets this picture, for as long as the
 * link is valid, and nothing else.
 * @returns null for any other link, and once its time is over
 */
export async function readMedia(
  parts: { readonly orm: Orm; readonly storage: Storage; readonly secrets: LinkSecrets },
  token: string,
): Promise<{ bytes: Uint8Array; contentType: string } | null> {
  const claim = readMediaToken(token, parts.secrets);
  if (claim === undefined) return null;
  const organisationId = organisationIdFrom(claim.organisationId);
  const pictures = await inOrganisation(parts.orm, organisationId, (em) =>
    picturesOfText(em, { organisationId }, claim.deliveryId),
  );
  const picture = pictures.find(({ attachmentId }) => attachmentId === claim.attachmentId);
  if (picture === undefined) return null;
  const { key, extension, isSmaller } = picture;
  const file = isSmaller ? textFile({ key, textExtension: extension }) : attachmentFile({ key, extension });
  const bytes = await parts.storage.get(file);
  return bytes && { bytes, contentType: pictureTypes[extension] };
}
