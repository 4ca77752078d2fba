"use client";

import { Switch } from "@mantine/core";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import classes from "./keys-dialog.module.css";
import { changePreferences, useWrittenPreferences } from "./preferences.ts";

const keys = [
  ["j", "Next conversation"],
  ["k", "Previous conversation"],
  ["r", "Reply"],
  ["e", "Close the conversation"],
  ["u", "Mark as unread"],
  ["/", "Search; at the beginning of a message: saved replies"],
  ["Ctrl K", "Go to anything, from any page"],
  ["?", "This list"],
] as const;

/** Which keys there are, and the two switches for them. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { enterSends, shortcuts } = useWrittenPreferences();
  return (
    <Dialog opened onClose={onClose} title="Keyboard" width={420}>
      <dl className={classes.keys}>
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.switches}>
        <Switch
          label="Enter sends, Shift+Enter makes a line"
          checked={enterSends}
          onChange={(event) => changePreferences({ enterSends: event.currentTarget.checked })}
        />
        <Switch
          label="Single keys work outside fields"
          checked={shortcuts}
          onChange={(event) => changePreferences({ shortcuts: event.currentTarget.checked })}
        />
      </div>
    </Dialog>
  );
}
