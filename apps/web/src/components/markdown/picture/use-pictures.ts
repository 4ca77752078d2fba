"use client";

import { type ClipboardEvent, type DragEvent, type RefObject, useEffect, useRef, useState } from "react";
import { typeInto } from "#web/components/markdown/type-into.ts";
import { holdsFiles, picturesPasted } from "#web/components/pictures/files-in.ts";
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
  const caret = useRef(0);
  useEffect(() => {
    if (files !== null || chosen.current.length === 0) return;
    const pictures = chosen.current.splice(0);
    // Needed now alone; by then the dialog is gone and the text can have the focus.
    void import("./insert-pictures.ts").then(({ insertPictures }) => {
      const text = field.current;
      if (text !== null) typeInto(text, insertPictures(text.value, caret.current, pictures));
    });
  }, [files, field]);
  const open = (dropped: readonly File[] = []) => {
    if (readOnly) return;
    caret.current = field.current?.selectionEnd ?? 0;
    setFiles(dropped);
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
