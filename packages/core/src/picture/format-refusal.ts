import { PackpostError } from "../errors.ts";
import type { InProcess } from "./reencode-in-process.ts";
import type { refusals } from "./reencode-picture.ts";

type Refused = Exclude<InProcess, { outcome: "reencoded" }>;

/**
 * Says in plain words why a file cannot be used, and what would work.
 * @param place what the picture is for
 */
export function formatRefusal(told: Refused, place: "mail" | "message" = "mail"): PackpostError {
  const words = place === "mail" ? inMail(told) : inMessage(told);
  return new PackpostError("invalid_input", words.message, {
    effect: "The picture was not kept.",
    nextStep: words.nextStep,
  });
}

/** In a conversation nobody reads of mails; what would work is the same. */
function inMessage(told: Refused): Words {
  const { message, nextStep } = inMail(told);
  const shorter = (text: string) =>
    text
      .replace(", which mail programs cannot show", ", which not every phone can show")
      .replace(", which mails cannot show as a picture", ", not a picture")
      .replace(" that a mail can show", "")
      .replace(" in every mail", "")
      .replace("about 1,100 pixels wide is enough for a mail", "about 2,000 pixels wide is enough")
      .replace("about 1,100 pixels wide", "about 2,000 pixels wide")
      .replace(" and link it to the film", "");
  return { message: shorter(message), nextStep: shorter(nextStep) };
}

function inMail(told: Refused): Words {
  if (told.outcome === "too_long") return tooLong;
  return told.reason === "other_type" ? otherType(told.found) : byReason[told.reason];
}

interface Words {
  readonly message: string;
  readonly nextStep: string;
}

const byReason: Record<Exclude<(typeof refusals)[number], "other_type">, Words> = {
  heic: {
    message: "This photo is in a phone's own format (HEIC or AVIF), which mail programs cannot show.",
    nextStep:
      "On an iPhone, choose it here from the photo library: it is converted by itself. Or set Settings › Camera › Formats to “Most Compatible” for new photos. Elsewhere, save it as JPEG first.",
  },
  svg: {
    message: "This is a drawing in SVG, which mail programs cannot show.",
    nextStep: "Export it as PNG, about 1,100 pixels wide, and upload that.",
  },
  broken: {
    message: "This picture is damaged: it cannot be read to its end.",
    nextStep: "Open it on your device; if it looks right there, save it anew as JPEG or PNG and upload that.",
  },
  too_many_pixels: {
    message: "This picture has more than 50 million pixels (all frames of an animation together).",
    nextStep:
      "Make it smaller first: about 1,100 pixels wide is enough for a mail. A shorter animation helps too.",
  },
  animation_too_large: {
    message: "This animation would be over 1 MB in every mail, however small it is drawn.",
    nextStep: "Shorten it, or upload a still picture and link it to the film.",
  },
};

const tooLong: Words = {
  message: "This picture takes too long to prepare.",
  nextStep:
    "Save it anew as JPEG or PNG, about 1,100 pixels wide, and upload that. A shorter animation helps too.",
};

const names: Readonly<Record<string, string>> = {
  "application/pdf": "a PDF",
  "image/tiff": "a TIFF picture",
  "image/bmp": "a BMP picture",
  "image/x-icon": "an icon file",
  "image/vnd.adobe.photoshop": "a Photoshop file",
  "application/zip": "a ZIP archive",
};

function otherType(found: string | null): Words {
  const name = found?.startsWith("video/") ? "a film" : names[found ?? ""];
  return {
    message:
      name === undefined
        ? "This file is no picture that a mail can show."
        : `This file is ${name}, which mails cannot show as a picture.`,
    nextStep: "Use a JPEG, PNG, GIF or WebP picture.",
  };
}
