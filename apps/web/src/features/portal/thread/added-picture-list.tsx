"use client";

import { IconX } from "@tabler/icons-react";
import { usePortal } from "../frame/portal-provider.tsx";
import classes from "./composer.module.css";
import type { AddedPictures } from "./use-pictures.ts";

/** Pictures that go out with the next message. */
export function AddedPictureList({ pictures: { added, failed, remove } }: { pictures: AddedPictures }) {
  const { words } = usePortal();
  return (
    <>
      {failed && (
        <p className={classes.failed} role="alert">
          {words.thread.pictureFailed}
        </p>
      )}
      {added.length > 0 && (
        <ul className={classes.added}>
          {added.map(({ id, preview, stored }) => (
            <li key={id} className={classes.thumb} data-busy={stored === null || undefined}>
              {/* biome-ignore lint/performance/noImgElement: a picture of this device */}
              <img src={preview} alt={words.thread.picture} />
              <button
                type="button"
                className={classes.remove}
                aria-label={words.thread.removePicture}
                onClick={() => remove(id)}
              >
                <IconX size={16} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
