import type { Letterhead } from "../content/template/template.ts";

/** How an organisation appears in its mail. */
export function letterheadOf(organisation: {
  name: string;
  postalAddress?: string | null | undefined;
  brandColor: string;
  mailLanguage: string;
}): Letterhead {
  return {
    name: organisation.name,
    postalAddress: organisation.postalAddress ?? "",
    brandColor: organisation.brandColor,
    language: organisation.mailLanguage,
  };
}
