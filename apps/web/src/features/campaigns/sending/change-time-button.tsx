import { IconCalendarTime } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";

/** Asks for another time of a campaign that has not begun. */
export function ChangeTimeButton({ onPress }: { onPress: () => void }) {
  return (
    <Button
      variant="default"
      leftSection={<IconCalendarTime size={17} stroke={1.8} aria-hidden />}
      onClick={onPress}
    >
      Change time
    </Button>
  );
}
