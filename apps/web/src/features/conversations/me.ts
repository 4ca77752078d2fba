/** Whoever is signed in. */
export interface Me {
  /** Of the staff member. */
  readonly id: string;
  readonly name: string;
  /** Of the messages tab: closes and gives away; others read and write where they visit today (V6). */
  readonly hasTab: boolean;
}
