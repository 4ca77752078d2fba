"use client";

import { IconPhoto, IconRefresh, IconX } from "@tabler/icons-react";
import classes from "./added-picture-list.module.css";
import type { TrayPicture, TrayView } from "./picture-tray.ts";

export interface AddedPictureWords {
  /** Of a picture that nobody has named. */
  picture: string;
  remove: string;
  retry: string;
  waiting: string;
  leftOut: (count: number) => string;
  explain: (error: unknown) => string;
}

interface AddedPictureListProps {
  view: TrayView;
  words: AddedPictureWords;
  onRemove: (id: string) => void;
  onRetry: (id: string) => void;
}

/** Pictures that go out with the next message: how far each is, and what is wrong with one, at the picture. */
export function AddedPictureList({ view, words, onRemove, onRetry }: AddedPictureListProps) {
  const { pictures, leftOut } = view;
  if (pictures.length === 0 && leftOut === 0) return null;
  return (
    <>
      {leftOut > 0 && (
        <p className={classes.leftOut} role="alert">
          {words.leftOut(leftOut)}
        </p>
      )}
      <ul className={classes.added}>
        {pictures.map((picture) => (
          <li key={picture.id} className={classes.item} data-state={picture.state.kind}>
            <Thumb picture={picture} words={words} onRemove={onRemove} />
            {picture.state.kind === "waiting" && (
              <p className={classes.told} role="status">
                {words.waiting}
              </p>
            )}
            {picture.state.kind === "refused" && (
              <div className={classes.told} role="alert">
                <p>
                  <b>{picture.fileName}</b> {words.explain(picture.state.error)}
                </p>
                <button type="button" className={classes.retry} onClick={() => onRetry(picture.id)}>
                  <IconRefresh size={14} aria-hidden /> {words.retry}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

interface ThumbProps {
  picture: TrayPicture;
  words: AddedPictureWords;
  onRemove: (id: string) => void;
}

function Thumb({ picture: { id, fileName, preview, state }, words, onRemove }: ThumbProps) {
  const name = fileName === "" ? words.picture : fileName;
  return (
    <div className={classes.thumb} title={name}>
      {preview === null || state.kind === "refused" ? (
        <IconPhoto size={26} stroke={1.4} aria-label={name} />
      ) : (
        // biome-ignore lint/performance/noImgElement: a picture of this device, or behind our own access check
        <img src={preview} alt={name} />
      )}
      {state.kind === "sending" && (
        <progress className={classes.progress} max={1} value={state.part} aria-label={name} />
      )}
      <button
        type="button"
        className={classes.remove}
        aria-label={`${words.remove}: ${name}`}
        onClick={() => onRemove(id)}
        data-touch
      >
        <IconX size={15} stroke={2.2} aria-hidden />
      </button>
    </div>
  );
}
