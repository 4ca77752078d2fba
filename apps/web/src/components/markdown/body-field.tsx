"use client";

import type { Problem } from "@packpost/core/content/checks/problem";
import { useRef } from "react";
import { MarkdownField } from "./markdown-field.tsx";
import { PictureDialog } from "./picture/picture-dialog.tsx";
import { usePictures } from "./picture/use-pictures.ts";

interface BodyFieldProps {
  /** Of the text field. */
  id: string;
  value: string;
  onChange: (value: string) => void;
  problems: readonly Problem[];
  readOnly: boolean;
}

/** A mail's text, with pictures. */
export function BodyField(props: BodyFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { dialog, ...pictures } = usePictures(field, props.readOnly);
  return (
    <>
      <MarkdownField {...props} fieldRef={field} pictures={pictures} />
      <PictureDialog {...dialog} />
    </>
  );
}
