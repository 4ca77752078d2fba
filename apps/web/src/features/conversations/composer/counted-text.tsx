"use client";

import { describeText } from "@packpost/core/texting/describe-text";
import { TextParts } from "#web/components/form/text-parts.tsx";

/** The counter below a message that goes out as a text (T32). */
export function CountedText({ body, onChange }: { body: string; onChange: (body: string) => void }) {
  return (
    <TextParts
      {...describeText(body)}
      onReplace={({ character, plain }) => onChange(body.replaceAll(character, plain))}
    />
  );
}
