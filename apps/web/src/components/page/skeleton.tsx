import classes from "./skeleton.module.css";

interface SkeletonProps {
  /** In pixels, or as CSS has it. */
  height: number | string;
  /** As wide as its place without one. */
  width?: number | string;
  radius?: "sm" | "md" | "xl";
  /** Room below it, in pixels. */
  mb?: number;
  className?: string | undefined;
}

/** A grey shape in the place of what comes. */
export function Skeleton({ height, width, radius = "sm", mb, className = "" }: SkeletonProps) {
  const borderRadius = `var(--mantine-radius-${radius})`;
  return (
    <div
      className={`${classes.root} ${className}`}
      style={{ height, borderRadius, ...(width !== undefined && { width }), ...(mb && { marginBottom: mb }) }}
    />
  );
}
