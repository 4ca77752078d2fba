/** A step that could not be done, in words for the person at the terminal. */
export class StepFailure extends Error {
  readonly why: string;
  readonly whatToDo: string;

  /**
   * @param what the step that failed, as a short clause ("PostgreSQL did not start")
   * @param why the cause as far as it is known; may hold several lines
   * @param whatToDo one thing the reader can do next
   */
  constructor(what: string, why: string, whatToDo: string) {
    super(what);
    this.name = "StepFailure";
    this.why = why;
    this.whatToDo = whatToDo;
  }
}
