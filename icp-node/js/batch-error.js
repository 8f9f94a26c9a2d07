/** A table that was refused: what, and where. */
export class BatchError extends Error {
  constructor(told) {
    super(told.text);
    this.name = "BatchError";
    this.code = told.code;
    this.column = told.column;
    this.row = told.row;
    this.help = told.help;
    this.problems = told.problems;
  }
}
