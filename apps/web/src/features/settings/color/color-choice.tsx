"use client";

import { ColorPicker } from "@mantine/core";
import { useEyeDropper } from "@mantine/hooks";
import { IconColorPicker } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";

const swatches = ["#1F5C4D", "#205493", "#7A3E8E", "#A4343A", "#B35C1E", "#3F4A54"];

/** A colour out of all, out of a few, or from the screen where the browser can. @param props.value `#1f5c4d` */
export function ColorChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { supported, open } = useEyeDropper();
  return (
    <>
      <ColorPicker
        format="hex"
        focusable={false}
        swatches={swatches}
        swatchesPerRow={6}
        value={value}
        onChange={onChange}
      />
      {supported && (
        <Button
          variant="subtle"
          size="compact-sm"
          fullWidth
          // The field is where the focus stays.
          tabIndex={-1}
          leftSection={<IconColorPicker size={15} stroke={1.8} aria-hidden />}
          onClick={() =>
            void open().then(
              (picked) => picked !== undefined && onChange(picked.sRGBHex),
              // Taken back by Esc.
              () => undefined,
            )
          }
        >
          Pick from the screen
        </Button>
      )}
    </>
  );
}
