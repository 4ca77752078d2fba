import { readPictureName } from "./picture-name.ts";

/** A logo as a page shows it. */
export interface Logo {
  /** Path at our own host. */
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** @param logo as the organisation's row has it */
export function logoOf(logo: string | null): Logo | null {
  const name = logo === null ? null : readPictureName(logo);
  return name && { path: `/pictures/${logo}`, widthPx: name.widthPx, heightPx: name.heightPx };
}
