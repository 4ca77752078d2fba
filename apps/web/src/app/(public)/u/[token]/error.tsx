"use client";

/** In the language of the page. */
export { default } from "../../error.tsx";
