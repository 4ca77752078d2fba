import { Button } from "../form/button.tsx";
import type { DraftKeeper } from "./draft-keeper.ts";

/**
 * Another tab or device has something else than this one: what it is, and a person's choice (T12). Stands in a notice.
 *
 * @param emptied in words, that it was sent or emptied there; null = there is a newer one
 */
export function OtherDraft({ emptied, keeper }: { emptied: string | null; keeper: DraftKeeper }) {
  return (
    <>
      <p>{emptied ?? "There is a newer draft from another tab or device."}</p>
      <Button size="compact-sm" variant="default" onClick={() => keeper.choose("mine")}>
        Keep this one
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => keeper.choose("theirs")}>
        Take the newer
      </Button>
    </>
  );
}
