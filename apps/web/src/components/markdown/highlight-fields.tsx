import { isMergeFieldName } from "@packpost/core/content/template/merge-fields";
import type { ReactNode } from "react";
import classes from "./markdown-field.module.css";

const field = /(\{\{[^{}\n]*\}\})/;

/** The text with its merge fields marked; those that do not exist in red. Lies behind a transparent text field. */
export function highlightFields(text: string): ReactNode[] {
  return text.split(field).map((part, index) => {
    if (index % 2 === 0) return part;
    const name = part.slice(2, -2).split("|")[0]?.trim() ?? "";
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
      <mark key={index} className={classes.mark} data-unknown={!isMergeFieldName(name)}>
        {part}
      </mark>
    );
  });
}
