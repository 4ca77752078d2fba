"use client";

import dynamic from "next/dynamic";
import { useRef } from "react";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import type { ChosenPicture } from "./picture-form.tsx";

/** Needed only once somebody puts a picture in. */
const PictureForm = dynamic(
  () => loadLater(() => import("./picture-form.tsx")).then((module) => module.PictureForm),
  {
    ssr: false,
    loading: () => <Skeleton height={330} />,
  },
);

interface PictureDialogProps {
  /** Null: closed. Empty: opened by the button. Else what was dropped or pasted, one after the other. */
  files: readonly File[] | null;
  onInsert: (picture: ChosenPicture) => void;
  /** The picture is in, or not wanted: on to the next, or closed. */
  onNext: () => void;
  onClose: () => void;
}

/** The dialog of the toolbar's "Picture". */
export function PictureDialog({ files, onInsert, onNext, onClose }: PictureDialogProps) {
  const turn = useRef(0);
  const more = (files?.length ?? 0) - 1;
  const next = () => {
    turn.current += 1;
    onNext();
  };
  return (
    <Dialog
      opened={files !== null}
      onClose={onClose}
      width={552}
      title={more > 0 ? `Put in a picture (${more} more to come)` : "Put in a picture"}
    >
      {files !== null && (
        <PictureForm
          key={turn.current}
          file={files[0] ?? null}
          onCancel={next}
          onInsert={(picture) => {
            onInsert(picture);
            next();
          }}
        />
      )}
    </Dialog>
  );
}
