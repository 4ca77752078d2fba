"use client";

import {
  IconBlockquote,
  IconBold,
  IconHeading,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconPhoto,
} from "@tabler/icons-react";
import { IconButton } from "#web/components/form/icon-button.tsx";
import { Hint } from "#web/components/overlay/hint.tsx";
import type { MarkdownAction } from "./insert-markdown.ts";
import classes from "./markdown-field.module.css";

/** What changes the marks of the text, and what asks first. */
export type ToolbarAction = MarkdownAction | "picture";

const actions = [
  { action: "heading", label: "Heading", icon: IconHeading },
  { action: "bold", label: "Bold (Ctrl+B)", icon: IconBold },
  { action: "italic", label: "Italics (Ctrl+I)", icon: IconItalic },
  { action: "link", label: "Link", icon: IconLink },
  { action: "bullets", label: "Bulleted list", icon: IconList },
  { action: "numbers", label: "Numbered list", icon: IconListNumbers },
  { action: "quote", label: "Quote", icon: IconBlockquote },
  { action: "picture", label: "Picture", icon: IconPhoto },
] as const satisfies readonly { action: ToolbarAction; label: string; icon: typeof IconBold }[];

/** The few things one does to a mail's text. */
export function MarkdownToolbar({ onAction }: { onAction: (action: ToolbarAction) => void }) {
  return (
    <div role="toolbar" aria-label="Formatting" className={classes.tools}>
      {actions.map(({ action, label, icon: Icon }) => (
        <Hint key={action} label={label}>
          <IconButton
            sidePx={32}
            aria-label={label}
            // Keeps the selection in the text.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onAction(action)}
          >
            <Icon size={18} stroke={1.6} />
          </IconButton>
        </Hint>
      ))}
    </div>
  );
}
