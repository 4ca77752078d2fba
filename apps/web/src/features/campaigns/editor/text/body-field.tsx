"use client";

import type { Problem } from "@packpost/core/content/checks/problem";
import { useRef } from "react";
import { MarkdownField } from "#web/components/markdown/markdown-field.tsx";
import { partIds } from "#web/features/campaigns/preflight/go-to.ts";
import { PictureDialog } from "../picture/picture-dialog.tsx";
import { usePictures } from "../picture/use-pictures.ts";

interface BodyFieldProps {
  value: string;
  onChange: (value: string) => void;
  problems: readonly Problem[];
  readOnly: boolean;
}

/** The campaign's text, with pictures. */
export function BodyField(props: BodyFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { dialog, ...pictures } = usePictures(field, props.readOnly);
  return (
    <>
      <MarkdownField {...props} id={partIds.body} fieldRef={field} pictures={pictures} />
      <PictureDialog {...dialog} />
    </>
  );
}
