"use client";

import { IconPhoto } from "@tabler/icons-react";
import classes from "./composer.module.css";

/** Chooses pictures of this device for the message. */
export function PicturesButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  return (
    <label className={classes.tool} data-touch>
      <IconPhoto size={17} stroke={1.7} aria-hidden /> <span>Pictures</span>
      <input
        type="file"
        className={classes.file}
        aria-label="Attach pictures"
        // Without HEIC phones send a JPEG by themselves (T50).
        accept="image/jpeg,image/png,image/webp,image/gif"
        multiple
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file again is a change, too.
          currentTarget.value = "";
        }}
      />
    </label>
  );
}
