"use client";

import { IconArrowUp, IconPhoto } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, useId } from "react";
import { AddedPictureList } from "#web/components/pictures/added-picture-list.tsx";
import { useComposing } from "#web/components/thread/use-composing.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import classes from "./composer.module.css";
import { longestMessage } from "./use-own-draft.ts";
import type { AddedPictures } from "./use-pictures.ts";

/** From here on one is told how much is left. */
const nearlyFull = 500;

interface ComposerProps {
  text: string;
  pictures: AddedPictures;
  onType: (text: string) => void;
  onSend: () => void;
}

/** Where one writes. With a keyboard Enter sends and Shift+Enter makes a line; on a phone Enter makes a line. */
export function Composer({ text, pictures, onType, onSend }: ComposerProps) {
  const { t } = usePortal();
  const limitId = useId();
  const composing = useComposing();
  const left = longestMessage - text.length;
  const canSend = (text.trim() !== "" || pictures.added.length > 0) && left >= 0 && !pictures.busy;
  const pictureWords = {
    picture: t("thread.picture"),
    remove: t("thread.removePicture"),
    retry: t("thread.retry"),
    waiting: t("thread.waits"),
    leftOut: (count: number) => t("thread.picturesLeftOut", { count }),
    explain: () => t("thread.pictureFailed"),
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (canSend) onSend();
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || composing.isComposing(event)) return;
    if (window.matchMedia("(pointer: coarse)").matches) return;
    send(event);
  };
  return (
    <form className={classes.form} onSubmit={send}>
      {left < nearlyFull && (
        <p
          id={limitId}
          className={classes.limit}
          data-over={left < 0 || undefined}
          role={left < 0 ? "alert" : undefined}
        >
          {t(left < 0 ? "thread.tooLong" : "thread.left", { count: Math.abs(left) })}
        </p>
      )}
      <AddedPictureList
        view={{ pictures: pictures.added, leftOut: pictures.leftOut }}
        words={pictureWords}
        onRemove={(id) => pictures.tray.remove(id)}
        onRetry={(id) => pictures.tray.retry(id)}
      />
      <div className={classes.row}>
        <label className={classes.attach}>
          <IconPhoto size={24} stroke={1.7} aria-hidden />
          <input
            type="file"
            className={classes.file}
            aria-label={t("thread.addPicture")}
            // Without HEIC phones send a JPEG by themselves (T50).
            accept="image/jpeg,image/png,image/webp,image/gif"
            multiple
            onChange={({ target }) => {
              pictures.tray.add([...(target.files ?? [])]);
              target.value = "";
            }}
          />
        </label>
        <textarea
          className={classes.field}
          rows={1}
          name="message"
          aria-label={t("thread.write")}
          placeholder={t("thread.write")}
          aria-describedby={left < nearlyFull ? limitId : undefined}
          aria-invalid={left < 0}
          autoComplete="off"
          dir="auto"
          value={text}
          onChange={({ target }) => onType(target.value)}
          onKeyDown={press}
          onCompositionStart={composing.start}
          onCompositionEnd={composing.end}
        />
        <button type="submit" className={classes.send} aria-label={t("thread.send")} aria-disabled={!canSend}>
          <IconArrowUp size={22} stroke={2.2} aria-hidden />
        </button>
      </div>
    </form>
  );
}
