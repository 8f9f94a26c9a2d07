// Every error has a `code` that never changes its meaning; FORMAT.md lists those of models and accounts.

/** A misuse of the package, or a build of it that is not there. */
export class IcpError extends Error {
  constructor(code, message) {
    super(message);
    this.name = "IcpError";
    this.code = code;
  }
}

/** A model that was refused: every mistake, in document order. */
export class ModelError extends Error {
  constructor(told) {
    super(told.message);
    this.name = "ModelError";
    this.code = told.problems[0].code;
    this.problems = told.problems;
    this.more = told.more;
  }
}

/** An account that was refused. */
export class AccountError extends Error {
  constructor(told, row) {
    super(told.message);
    this.name = "AccountError";
    this.code = told.code;
    this.attribute = told.attribute;
    this.expected = told.expected;
    this.found = told.found;
    this.help = told.help ?? null;
    if (row !== undefined) this.row = row;
  }
}
