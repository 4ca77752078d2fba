"use client";

/** An organisation's pages of which not even the frame could be shown. */
export { default } from "../../(public)/error.tsx";
