"use client";

import { type ImportNoun, importNouns } from "@packpost/core/customer-import/enums";
import { maxImportBytes } from "@packpost/core/customer-import/file/file-limits";
import { IconFileUpload } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useId, useRef, useState } from "react";
import { Chip } from "#web/components/choice/chip.tsx";
import { ChipRow } from "#web/components/choice/chip-row.tsx";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { uploadFile } from "#web/components/pictures/upload-file.ts";
import classes from "./customer-import.module.css";
import { nounWords } from "./import-words.ts";
import { WorkBar } from "./work-bar.tsx";

const titleOf = (noun: ImportNoun) => {
  const { many } = nounWords[noun];
  return many.charAt(0).toUpperCase() + many.slice(1);
};

/** The first step: what the file holds, and the file. */
export function DropFile() {
  const [noun, setNoun] = useState<ImportNoun>("customer");
  const [isOver, setOver] = useState(false);
  const [part, setPart] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | null>(null);
  const hint = useId();
  const router = useRouter();
  const take = async (file: File | undefined) => {
    if (file === undefined || part !== null) return;
    setError(file.size > maxImportBytes ? tooLarge : null);
    if (file.size > maxImportBytes) return;
    setPart(0);
    stop.current = new AbortController();
    try {
      const { importId } = await uploadFile({
        method: "POST",
        address: `/api/imports?noun=${noun}`,
        file,
        readAnswer,
        onProgress: setPart,
        maxBytes: maxImportBytes,
        signal: stop.current.signal,
      });
      router.push(`/customers/imports/${importId}`);
    } catch (failed) {
      setError(failed);
      setPart(null);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div className={classes.drop}>
      <ChipRow label="What is in the file" scrolls>
        {importNouns.map((one) => (
          <Chip key={one} chosen={one === noun} onClick={() => setNoun(one)}>
            {titleOf(one)}
          </Chip>
        ))}
      </ChipRow>
      <p className={classes.quiet}>{nounWords[noun].hint}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        className={classes.target}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={28} stroke={1.5} aria-hidden />
        {part === null ? (
          <>
            <Button onClick={() => input.current?.click()} aria-describedby={hint}>
              Choose a file
            </Button>
            <p id={hint} className={classes.quiet}>
              or drop it here. CSV or text, up to 500 MB, with the names of the columns in its first line.
              Nothing is imported before you have seen what would change.
            </p>
          </>
        ) : (
          <>
            <WorkBar label="Uploading" part={part} />
            <Button
              variant="default"
              onClick={() => {
                stop.current?.abort();
                setPart(null);
              }}
            >
              Stop
            </Button>
          </>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          aria-label="File to import"
          onChange={({ currentTarget }) => {
            void take(currentTarget.files?.[0]);
            currentTarget.value = "";
          }}
        />
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}

const tooLarge = {
  data: {
    error: {
      code: "too_large",
      message: "This file is larger than 500 MB.",
      nextStep: "Divide it into several files, each with the names of the columns first.",
    },
  },
};

function readAnswer(value: unknown): { importId: string } | undefined {
  const importId = typeof value === "object" && value !== null ? Reflect.get(value, "importId") : undefined;
  return typeof importId === "string" ? { importId } : undefined;
}
