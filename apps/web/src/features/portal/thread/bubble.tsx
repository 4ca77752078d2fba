"use client";

import type { PortalEntry } from "@packpost/core/portal/read-own-thread";
import { IconDownload } from "@tabler/icons-react";
import { usePortal } from "../frame/portal-provider.tsx";
import classes from "./conversation.module.css";
import { Pictures } from "./pictures.tsx";

interface BubbleProps {
  entry: PortalEntry;
  clock: string;
  /** A line with author and time stands above it. */
  heads: boolean;
}

/** A message: mine on the right, everybody else's on the left, with who wrote it and when. */
export function Bubble({ entry, clock, heads }: BubbleProps) {
  const { slug, t, organisation } = usePortal();
  const { author, via, body, pictures, files } = entry;
  const name =
    author.kind === "me"
      ? t("thread.you")
      : author.kind === "family"
        ? author.name
        : author.name === ""
          ? organisation
          : t("thread.from", { name: author.name, organisation });
  const way = via === "text" ? t("thread.byText") : via === "email" ? t("thread.byEmail") : null;
  return (
    <div className={classes.message} data-mine={author.kind === "me" || undefined}>
      <p className={heads ? classes.head : classes.announcement}>
        {[name, clock, way].filter((part) => part !== null && part !== "").join(" · ")}
      </p>
      <Pictures pictures={pictures} />
      {files.map(({ id, fileName }) => (
        <a key={id} className={classes.bubble} href={`/api/portal/${slug}/attachments/${id}`} download>
          <IconDownload size={16} aria-hidden /> {fileName}
        </a>
      ))}
      {body !== "" && (
        <p className={classes.bubble} dir="auto">
          {body}
        </p>
      )}
    </div>
  );
}
