"use client";

import { type ClipboardEvent, type DragEvent, type RefObject, useRef, useState } from "react";
import { typeInto } from "#web/features/campaigns/editor/type-into.ts";
import { holdsFiles, picturesPasted } from "./files-in.ts";
import { insertPicture } from "./insert-picture.ts";
import type { ChosenPicture } from "./picture-form.tsx";

/**
 * The ways a picture comes into a text: the toolbar's button, pasting and dropping.
 *
 * @param field the text
 */
export function usePictures(field: RefObject<HTMLTextAreaElement | null>, readOnly: boolean) {
  const [files, setFiles] = useState<readonly File[] | null>(null);
  const [dragging, setDragging] = useState(false);
  const chosen = useRef<ChosenPicture[]>([]);
  const open = (dropped: readonly File[] = []) => {
    if (!readOnly) setFiles(dropped);
  };
  const onDrag = (event: DragEvent) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    setDragging(!readOnly);
  };
  return {
    open,
    dragging,
    dialog: {
      files,
      onInsert: (picture: ChosenPicture) => chosen.current.push(picture),
      onNext: () => setFiles((before) => (before !== null && before.length > 1 ? before.slice(1) : null)),
      onClose: () => setFiles(null),
      // A dialog that is still there would take the focus, and with it the caret, away again.
      onGone: () => {
        const { current } = field;
        if (current === null) return;
        current.focus();
        for (const picture of chosen.current.splice(0))
          typeInto(current, insertPicture(current.value, current.selectionEnd, picture));
      },
    },
    handlers: {
      onPaste: (event: ClipboardEvent) => {
        const pasted = picturesPasted(event.clipboardData);
        if (pasted.length === 0) return;
        event.preventDefault();
        open(pasted);
      },
      onDragEnter: onDrag,
      onDragOver: onDrag,
      onDragLeave: () => setDragging(false),
      onDrop: (event: DragEvent) => {
        setDragging(false);
        if (!holdsFiles(event.dataTransfer)) return;
        // A file that is dropped elsewhere would replace the page.
        event.preventDefault();
        open([...event.dataTransfer.files]);
      },
    },
  };
}
