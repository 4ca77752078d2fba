/** The same words inside the staff's frame. */
export { default, metadata } from "../not-found.tsx";
