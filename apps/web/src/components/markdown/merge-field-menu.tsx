"use client";

import { mergeFields } from "@packpost/core/content/template/merge-fields";
import { IconBraces } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import classes from "./markdown-field.module.css";

/** The fixed list of personal fields (C5); the chosen one goes to where the caret is. */
export function MergeFieldMenu({ onChoose, label }: { onChoose: (name: string) => void; label: string }) {
  return (
    <Menu
      label={label}
      placement="end"
      keepsFocus
      button={(props) => (
        <Button
          {...props}
          size="compact-sm"
          variant="default"
          className={classes.menuButton ?? ""}
          data-touch
          leftSection={<IconBraces size={15} stroke={1.7} aria-hidden />}
          aria-label={label}
        >
          Personal field
        </Button>
      )}
    >
      {mergeFields.map(({ name, label: words, description, example }) => (
        <MenuItem key={name} onClick={() => onChoose(name)} title={description}>
          <span className={classes.menuLine}>
            <span>{words}</span>
            <span className={classes.example}>{example}</span>
          </span>
        </MenuItem>
      ))}
      <div className={classes.menuHint}>
        <code>{"{{first_name|there}}"}</code> says “there” to people without a first name.
      </div>
    </Menu>
  );
}
