"use client";

import { Button, Menu } from "@mantine/core";
import { mergeFields } from "@packpost/core/content/merge-fields";
import { IconBraces } from "@tabler/icons-react";
import classes from "./markdown-field.module.css";

/** The fixed list of merge fields (C5); the chosen one goes to where the caret is. */
export function MergeFieldMenu({ onChoose, label }: { onChoose: (name: string) => void; label?: string }) {
  return (
    <Menu
      position="bottom-end"
      width={300}
      returnFocus={false}
      withInitialFocusPlaceholder={false}
      // Inside a landmark, where screen readers look for it.
      portalProps={{ target: "#content" }}
    >
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          radius="xl"
          className={classes.menuButton ?? ""}
          data-touch
          leftSection={<IconBraces size={15} stroke={1.7} aria-hidden />}
          aria-label={label}
        >
          Merge field
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {mergeFields.map(({ name, label: words, description, example }) => (
          <Menu.Item key={name} onClick={() => onChoose(name)} title={description}>
            <span className={classes.menuLine}>
              <span>{words}</span>
              <span className={classes.example}>{example}</span>
            </span>
          </Menu.Item>
        ))}
        <div className={classes.menuHint}>
          <code>{"{{first_name|there}}"}</code> says “there” to people without a first name.
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}
