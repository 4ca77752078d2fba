"use client";

/** Outside every frame. */
export { default } from "./(public)/error.tsx";
