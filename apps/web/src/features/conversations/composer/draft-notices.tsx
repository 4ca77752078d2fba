import { Button } from "#web/components/form/button.tsx";
import type { DraftKeeper, KeptDraft } from "#web/components/thread/draft-keeper.ts";
import { Notice } from "./notice.tsx";

/** Another tab or device has something else than this one: a person chooses (T12). */
export function DraftNotices({ other, keeper }: { other: KeptDraft | null; keeper: DraftKeeper }) {
  if (other === null) return null;
  return (
    <Notice>
      <p>
        {other.body === ""
          ? "This draft was sent or emptied in another tab."
          : "There is a newer draft from another tab or device."}
      </p>
      <Button size="compact-sm" variant="default" onClick={() => keeper.choose("mine")}>
        Keep this one
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => keeper.choose("theirs")}>
        Take the newer
      </Button>
    </Notice>
  );
}
