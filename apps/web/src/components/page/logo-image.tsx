import classes from "./logo-image.module.css";

interface LogoImageProps {
  /** As `core/picture/logo` has it. */
  logo: { readonly path: string; readonly widthPx: number; readonly heightPx: number };
  /** Stands in its place: the organisation's name. */
  name: string;
  large?: boolean;
}

/** An organisation's logo on pages of its customers. */
export function LogoImage({ logo, name, large = false }: LogoImageProps) {
  return (
    // biome-ignore lint/performance/noImgElement: it is small, ours, and drawn for this already.
    <img
      className={classes.logo}
      data-large={large || undefined}
      src={logo.path}
      width={logo.widthPx}
      height={logo.heightPx}
      alt={name}
    />
  );
}
