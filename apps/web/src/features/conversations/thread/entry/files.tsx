import type { EntryFile } from "@packpost/core/conversation/read-entries";
import { IconAlertCircle, IconClock, IconDownload } from "@tabler/icons-react";
import classes from "./content.module.css";

/** What came with a text or mail and is no picture: to be downloaded, still on its way, or why it is not there (T23, T45). */
export function Files({ files }: { files: readonly EntryFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul className={classes.files}>
      {files.map((file) => (
        <li key={file.id} data-state={file.state}>
          <File file={file} />
        </li>
      ))}
    </ul>
  );
}

function File({ file: { id, fileName, bytes, state, trouble } }: { file: EntryFile }) {
  const name = fileName === "" ? "File" : fileName;
  if (state === "coming")
    return (
      <span>
        <IconClock size={15} stroke={1.8} aria-hidden /> {name} is on its way
      </span>
    );
  if (state === "failed")
    return (
      <span>
        <IconAlertCircle size={15} stroke={1.8} aria-hidden /> {name} is not here. {trouble}
      </span>
    );
  return (
    <a href={`/api/attachments/${id}`} download>
      <IconDownload size={15} stroke={1.8} aria-hidden /> {name} <small>{sizeOf(bytes ?? 0)}</small>
    </a>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
