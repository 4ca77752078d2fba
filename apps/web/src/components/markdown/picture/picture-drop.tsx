"use client";

import { Progress } from "@mantine/core";
import { IconPhotoUp } from "@tabler/icons-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { holdsFiles } from "#web/components/pictures/files-in.ts";
import { formatSize } from "./format-size.ts";
import classes from "./picture.module.css";
import { isWorthAnotherTry } from "./send-picture.ts";
import type { Upload } from "./use-upload.ts";

interface PictureDropProps {
  upload: Upload;
  onFile: (file: File) => void;
  onCancel: () => void;
}

// Without HEIC an iPhone converts its photos by itself (T50).
const accepted = "image/jpeg,image/png,image/gif,image/webp";

/** Where a picture is dropped or chosen, and what became of it. */
export function PictureDrop({ upload, onFile, onCancel }: PictureDropProps) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const onDrag = (event: DragEvent) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) onFile(file);
  };
  const choose = () => input.current?.click();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first
    <div
      className={classes.drop}
      data-over={over}
      data-state={upload.kind}
      onDragEnter={onDrag}
      onDragOver={onDrag}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <input
        ref={input}
        type="file"
        accept={accepted}
        className={classes.file}
        aria-label="Picture file"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file again is a change, too.
          event.currentTarget.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
      {upload.kind === "none" && (
        <>
          <IconPhotoUp size={32} stroke={1.4} aria-hidden className={classes.icon ?? ""} />
          <Button variant="default" onClick={choose} aria-describedby={hint} data-autofocus>
            Choose a picture
          </Button>
          <p id={hint} className={classes.hint}>
            <span className={classes.pointer}>or drop it here, or paste it. </span>
            JPEG, PNG, GIF or WebP, up to 10 MB. It is made small enough for a mail, and where it was taken is
            removed from it.
          </p>
        </>
      )}
      {upload.kind === "sending" && (
        <div className={classes.sending}>
          <p className={classes.name}>{upload.file.name}</p>
          <Progress
            value={upload.part * 100}
            animated={upload.part === 1}
            aria-label="Upload of the picture"
            aria-valuetext={formatPart(upload.part)}
          />
          <p className={classes.hint} role="status">
            {formatPart(upload.part)}
          </p>
          <Button variant="default" size="xs" onClick={onCancel}>
            Cancel the upload
          </Button>
        </div>
      )}
      {upload.kind === "failed" && (
        <div className={classes.sending}>
          <p className={classes.name}>{upload.file.name}</p>
          <ErrorNotice error={upload.error} />
          <div className={classes.again}>
            {isWorthAnotherTry(upload.error) && (
              <Button variant="default" size="xs" onClick={() => onFile(upload.file)}>
                Try again
              </Button>
            )}
            <Button variant="default" size="xs" onClick={choose}>
              Choose another picture
            </Button>
          </div>
        </div>
      )}
      {upload.kind === "done" && (
        <div className={classes.done}>
          {/* biome-ignore lint/performance/noImgElement: it is as small already as it will be */}
          <img src={new URL(upload.picture.address).pathname} alt="" className={classes.thumb} />
          <div className={classes.facts}>
            <p className={classes.name}>{upload.file.name}</p>
            <p className={classes.hint} role="status">
              {formatSize(upload.picture)}
            </p>
            <Button variant="default" size="xs" onClick={choose}>
              Choose another picture
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

function formatPart(part: number): string {
  return part < 1 ? `${Math.round(part * 100)} % sent` : "Sent. Making it small enough for a mail…";
}
