/** Whose ways of signing in they are: the signed-in person, in the browser that asks. */
export interface OwnAccount {
  readonly userId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly name: string;
}
