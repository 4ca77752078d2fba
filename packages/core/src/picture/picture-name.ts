/** What a kept picture can be: the formats that every mail program shows. */
export const pictureTypes = { jpg: "image/jpeg", png: "image/png", gif: "image/gif" } as const;
export type PictureExtension = keyof typeof pictureTypes;

/** A picture as its public address and the storage name it. */
export interface PictureName {
  /** 26 letters and digits that nobody can guess (130 bits). */
  readonly key: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly extension: PictureExtension;
}

const pattern = /^([a-z2-7]{26})-([1-9]\d{0,4})x([1-9]\d{0,4})\.(jpg|png|gif)$/;

/** The last part of a picture's address: its size stands in it, so that a mail's width needs no look-up (K26). */
export function writePictureName({ key, widthPx, heightPx, extension }: PictureName): string {
  return `${key}-${widthPx}x${heightPx}.${extension}`;
}

/** Reads such a name; null for anything else, so that garbage costs nothing. */
export function readPictureName(name: string): PictureName | null {
  const [, key, widthPx, heightPx, extension] = pattern.exec(name) ?? [];
  if (key === undefined || !isExtension(extension)) return null;
  return { key, widthPx: Number(widthPx), heightPx: Number(heightPx), extension };
}

/** The picture that a whole address names, wherever it is served; null for other addresses. */
export function readPictureAddress(address: string): PictureName | null {
  const path = URL.parse(address)?.pathname;
  return path?.startsWith("/pictures/") ? readPictureName(path.slice("/pictures/".length)) : null;
}

/**
 * The address in delivered mail. It works for as long as the picture is stored: no secret of ours is in it.
 * @param appUrl the public address of Packpost, without a slash at its end
 */
export function pictureAddress(appUrl: string, name: PictureName): string {
  return `${appUrl}/pictures/${writePictureName(name)}`;
}

function isExtension(word: string | undefined): word is PictureExtension {
  return word !== undefined && Object.hasOwn(pictureTypes, word);
}
