import { portalColors, type SchemeColors } from "@packpost/core/portal/portal-colors";
import type { ReactNode } from "react";
import classes from "./portal-frame.module.css";

/** Gives what is in it the organisation's colour, readable in light and dark. */
export function PortalFrame({ brandColor, children }: { brandColor: string; children: ReactNode }) {
  const { light, dark } = portalColors(brandColor);
  const both = (name: keyof SchemeColors) => `light-dark(${light[name]}, ${dark[name]})`;
  const style = {
    minHeight: "100dvh",
    "--brand-fill": both("fill"),
    "--brand-on-fill": both("onFill"),
    "--brand-text": both("text"),
    "--brand-tint": both("tint"),
  };
  return (
    <div className={classes.frame} style={style}>
      {children}
    </div>
  );
}
