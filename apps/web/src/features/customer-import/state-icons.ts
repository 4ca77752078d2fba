import type { ImportLine } from "@packpost/core/customer-import/import-line";
import {
  type Icon,
  IconAlertCircle,
  IconArrowBackUp,
  IconCheck,
  IconCircleDashed,
  IconEye,
  IconLoader,
} from "@tabler/icons-react";

export const stateIcons: Readonly<Record<ImportLine["state"], Icon>> = {
  draft: IconCircleDashed,
  looking: IconLoader,
  looked: IconEye,
  running: IconLoader,
  done: IconCheck,
  undoing: IconLoader,
  undone: IconArrowBackUp,
  failed: IconAlertCircle,
  discarded: IconCircleDashed,
};
