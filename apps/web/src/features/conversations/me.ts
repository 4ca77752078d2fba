/** Whoever is signed in. */
export interface Me {
  /** Of the staff member. */
  readonly id: string;
  readonly name: string;
}
