import type { Letterhead } from "../content/template/template.ts";
import { pictureAddress, readPictureName } from "../picture/picture-name.ts";

/** How an organisation appears in its mail. @param at.appUrl the public address of Packpost, without a slash at its end */
export function letterheadOf(
  organisation: {
    name: string;
    postalAddress?: string | null | undefined;
    brandColor: string;
    mailLanguage: string;
    logo?: string | null | undefined;
  },
  at: { readonly appUrl: string },
): Letterhead {
  const logo = organisation.logo == null ? null : readPictureName(organisation.logo);
  return {
    name: organisation.name,
    postalAddress: organisation.postalAddress ?? "",
    brandColor: organisation.brandColor,
    language: organisation.mailLanguage,
    logoUrl: logo && pictureAddress(at.appUrl, logo),
  };
}
