import { type PictureName, writePictureName } from "./picture-name.ts";

/** Name in the storage of a picture that anybody may see who was sent its address. */
export function pictureFile(name: PictureName): string {
  return `pictures/${writePictureName(name)}`;
}
