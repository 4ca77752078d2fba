"use client";

import { useState } from "react";
import { z } from "zod";
import { usePortal } from "../frame/portal-provider.tsx";

/** As many as one message takes. */
const mostPictures = 10;
const storedSchema = z.object({ id: z.string(), width: z.number(), height: z.number() });

interface AddedPicture {
  id: string;
  /** Of the file on this device. */
  preview: string;
  /** As the server has it; null: it is on its way. */
  stored: z.infer<typeof storedSchema> | null;
}

export type AddedPictures = ReturnType<typeof usePictures>;

/** Pictures for the next message (V13): each is sent to the server at once, and with the message only its id. */
export function usePictures() {
  const { slug } = usePortal();
  const [added, setAdded] = useState<readonly AddedPicture[]>([]);
  const [failed, setFailed] = useState(false);
  const remove = (id: string) => {
    setAdded((now) => now.filter((one) => one.id !== id));
  };
  const upload = async (id: string, file: File) => {
    try {
      const answer = await fetch(`/api/portal/${slug}/attachments/${id}`, {
        method: "PUT",
        headers: { "x-file-name": encodeURIComponent(file.name) },
        body: file,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const stored = storedSchema.parse(await answer.json());
      setAdded((now) => now.map((one) => (one.id === id ? { ...one, stored } : one)));
    } catch {
      remove(id);
      setFailed(true);
    }
  };
  const add = (files: readonly File[]) => {
    setFailed(false);
    for (const file of files.slice(0, mostPictures - added.length)) {
      const id = crypto.randomUUID();
      setAdded((now) => [...now, { id, preview: URL.createObjectURL(file), stored: null }]);
      void upload(id, file);
    }
  };
  /** They go out. @returns them */
  const take = () => {
    for (const { preview } of added) URL.revokeObjectURL(preview);
    setAdded([]);
    return added.flatMap(({ stored }) => stored ?? []);
  };
  return { added, failed, busy: added.some(({ stored }) => stored === null), add, remove, take };
}
