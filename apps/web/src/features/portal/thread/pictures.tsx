"use client";

import { usePortal } from "../frame/portal-provider.tsx";
import classes from "./conversation.module.css";

/** The pictures of a message; a press opens one alone. */
export function Pictures({
  pictures,
}: {
  pictures: readonly { id: string; width: number; height: number }[];
}) {
  const { slug, t } = usePortal();
  return pictures.map(({ id, width, height }) => {
    const source = `/api/portal/${slug}/attachments/${id}`;
    return (
      <a key={id} href={source} target="_blank" rel="noreferrer">
        {/* biome-ignore lint/performance/noImgElement: a family's own picture, which only its reader may fetch */}
        <img
          className={classes.picture}
          src={source}
          width={width}
          height={height}
          alt={t("thread.picture")}
          loading="lazy"
        />
      </a>
    );
  });
}
