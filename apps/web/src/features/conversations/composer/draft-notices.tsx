import type { DraftKeeper, KeptDraft } from "#web/components/thread/draft-keeper.ts";
import { OtherDraft } from "#web/components/thread/other-draft.tsx";
import { Notice } from "./notice.tsx";

/** Another tab or device has something else than this one: a person chooses (T12). */
export function DraftNotices({ other, keeper }: { other: KeptDraft | null; keeper: DraftKeeper }) {
  if (other === null) return null;
  return (
    <Notice>
      <OtherDraft
        emptied={other.body === "" ? "This draft was sent or emptied in another tab." : null}
        keeper={keeper}
      />
    </Notice>
  );
}
